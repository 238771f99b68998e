export const CircleSettings = () => <p>Settings</p>;
