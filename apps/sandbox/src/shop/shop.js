// Shows the total of the chosen quantities while they change. The server counts for itself.
const form = document.getElementById("order");
const total = document.getElementById("total");
const inputs = [...document.querySelectorAll("input[data-price]")];
const format = new Intl.NumberFormat("en-US", { style: "currency", currency: total.dataset.currency });
const decimals = format.resolvedOptions().maximumFractionDigits;

function showTotal() {
  const minor = inputs.reduce((sum, { value, dataset }) => sum + (Number(value) || 0) * Number(dataset.price), 0);
  total.textContent = minor > 0 ? `Total ${format.format(minor / 10 ** decimals)}` : "";
}

form.addEventListener("input", showTotal);
showTotal();
