/**
 * Draws lucide's icons in place of its own component, which makes two memos, a list and a dynamic element for each path:
 * here an icon is drawn once and cloned. The build puts this module where lucide's icons look for theirs. Decision 14.
 */
import { createRenderEffect, type JSX } from "solid-js";

interface Drawing {
  node: readonly (readonly [tag: string, attributes: Readonly<Record<string, string>>])[];
}

type IconProps = JSX.SvgSVGAttributes<SVGSVGElement> & { icon: Drawing; size?: number | string };

const space = "http://www.w3.org/2000/svg";
const usual = {
  width: "24",
  height: "24",
  viewBox: "0 0 24 24",
  fill: "none",
  stroke: "currentColor",
  "stroke-width": "2",
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
};
const drawn = new Map<Drawing, SVGSVGElement>();

const withAttributes = <Made extends Element>(made: Made, attributes: Readonly<Record<string, string>>): Made => {
  for (const [name, value] of Object.entries(attributes)) if (name !== "key") made.setAttribute(name, value);
  return made;
};

const draw = (icon: Drawing): SVGSVGElement => {
  const known = drawn.get(icon);
  if (known) return known;
  const made = withAttributes(document.createElementNS(space, "svg"), usual);
  made.append(
    ...icon.node.map(([tag, attributes]) => withAttributes(document.createElementNS(space, tag), attributes)),
  );
  drawn.set(icon, made);
  return made;
};

/** Hidden from assistive technology unless it is named. */
const Icon = (props: IconProps): JSX.Element => {
  // eslint-disable-next-line solid/reactivity -- one icon is one drawing, for as long as it stands
  const svg = document.importNode(draw(props.icon), true);
  createRenderEffect(() => {
    let named = false;
    const given: Record<string, unknown> = { ...props, size: props.size ?? 24 };
    for (const [name, value] of Object.entries(given)) {
      if (name === "icon" || name === "class") continue;
      named ||= value !== undefined && (name === "role" || name.startsWith("aria-"));
      for (const attribute of name === "size" ? ["width", "height"] : [name])
        if (value === undefined || value === null || value === false) svg.removeAttribute(attribute);
        else svg.setAttribute(attribute, String(value));
    }
    svg.setAttribute("class", props.class ? `lucide-icon ${props.class}` : "lucide-icon");
    if (!named) svg.setAttribute("aria-hidden", "true");
    else if (props["aria-hidden"] === undefined) svg.removeAttribute("aria-hidden");
  });
  return svg;
};

// oxlint-disable-next-line import/no-default-export -- lucide's icons import it so
export default Icon;
