export const Landing = () => <p>Rondo</p>;
