"use strict";
/* The page of a file: everything that it shows stands in it. */
{
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  KG.boot(read("story"), () => read("network"));
}
