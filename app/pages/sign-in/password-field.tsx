/** A password with a button that shows it; managers fill it by `autocomplete`. */
import Eye from "lucide-solid/icons/eye";
import EyeOff from "lucide-solid/icons/eye-off";
import { createSignal, type JSX } from "solid-js";
import { IconButton } from "../../parts/button.tsx";
import { TextField, type TextFieldProps } from "../../parts/field.tsx";

export const PasswordField = (props: TextFieldProps): JSX.Element => {
  const [shown, setShown] = createSignal(false);
  return (
    <TextField
      {...props}
      type={shown() ? "text" : "password"}
      autocapitalize="none"
      spellcheck={false}
      end={
        <IconButton
          icon={shown() ? EyeOff : Eye}
          label={shown() ? "Hide the password" : "Show the password"}
          size={15}
          class="h-[calc(var(--control)-6px)]! w-8!"
          onClick={() => setShown(!shown())}
        />
      }
    />
  );
};
