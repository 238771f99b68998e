/** Where a file is dropped, or chosen. */
import FileUp from "lucide-solid/icons/file-up";
import { createSignal, type JSX } from "solid-js";
import { Button } from "../../parts/button.tsx";

export const DropZone = (props: { about: string; onFile: (file: File) => void }): JSX.Element => {
  const [over, setOver] = createSignal(false);
  let input: HTMLInputElement | undefined;
  const take = (files: FileList | null | undefined): void => {
    const [file] = files ?? [];
    if (file) props.onFile(file);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is a short cut; the button does the same
    <div
      role="group"
      aria-label="File to import"
      class={`flex flex-col items-center gap-3 rounded-panel border border-dashed px-6 py-12 text-center transition-colors ${over() ? "border-accent bg-accent-soft" : "border-edge bg-surface"}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files);
      }}
    >
      <FileUp size={22} class="text-faint" />
      <div>
        <p class="text-base font-medium">
          <span class="max-md:hidden">Drop a CSV file here</span>
          <span class="md:hidden">Choose a CSV file</span>
        </p>
        <p class="text-soft">{props.about}</p>
      </div>
      <Button look="solid" onClick={() => input?.click()}>
        Choose a file
      </Button>
      <input
        ref={(element) => (input = element)}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        aria-label="CSV file"
        tabindex="-1"
        class="sr-only"
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = "";
        }}
      />
    </div>
  );
};
