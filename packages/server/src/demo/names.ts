/** Plants and landscapes; nobody real is called like this. */
export const FIRST_NAMES = [
  "Acacia", "Alder", "Alyssum", "Angelica", "Anise", "Arnica", "Ash", "Aspen", "Aster", "Azalea", "Basil", "Bay", "Beech",
  "Begonia", "Birch", "Bluebell", "Borage", "Briar", "Bryony", "Burdock", "Calla", "Camellia", "Carrow", "Cassia", "Cedar",
  "Celandine", "Chicory", "Cicely", "Cosmos", "Cypress", "Dahlia", "Daisy", "Damson", "Elder", "Erica", "Eucalypt", "Fennel",
  "Flax", "Forsythia", "Foxglove", "Freesia", "Fuchsia", "Gardenia", "Gentian", "Ginger", "Gorse", "Hawthorn", "Heath",
  "Heather", "Holly", "Hyssop", "Iris", "Ivy", "Jasmine", "Jonquil", "Juniper", "Kalmia", "Larch", "Lark", "Laurel", "Lavender",
  "Leaf", "Lilac", "Lily", "Lime", "Lotus", "Lovage", "Lupin", "Magnolia", "Mallow", "Maple", "Marigold", "Meadow", "Melissa",
  "Mimosa", "Mint", "Moss", "Myrtle", "Narcissa", "Nettle", "Nutmeg", "Oakley", "Olive", "Orchid", "Pansy", "Peony", "Perilla",
  "Petunia", "Pine", "Poplar", "Poppy", "Primrose", "Quince", "Reed", "Rose", "Rosemary", "Rue", "Rush", "Saffron", "Sage",
  "Sedge", "Senna", "Sorrelle", "Spruce", "Sumac", "Sunflower", "Tamarind", "Tansy", "Tarragon", "Thyme", "Tulip", "Valerian",
  "Verbena", "Vetch", "Viola", "Walnut", "Woodruff", "Wren", "Yew", "Zinnia", "Romero", "Azahar", "Encina", "Lirio", "Olmo",
] as const;

export const LAST_NAMES = [
  "Bank", "Bay", "Beck", "Bend", "Bluff", "Bourne", "Bridge", "Brook", "Cairn", "Cape", "Cliff", "Cove", "Creek", "Dale", "Dell",
  "Delta", "Down", "Dune", "Fall", "Fell", "Fen", "Field", "Firth", "Ford", "Forest", "Garth", "Gate", "Glade", "Glen", "Gorge",
  "Grange", "Green", "Grove", "Gulf", "Harbor", "Haven", "Heath", "Hedge", "Hill", "Hollow", "Holm", "Hurst", "Isle", "Knoll",
  "Lake", "Land", "Lane", "Lea", "Ledge", "Loch", "Marsh", "Mead", "Mere", "Mesa", "Mill", "Moor", "Mount", "Orchard", "Pass",
  "Pasture", "Path", "Plain", "Pond", "Pool", "Port", "Prairie", "Reach", "Reef", "Ridge", "Rise", "River", "Rock", "Sands",
  "Shaw", "Shore", "Slope", "Spring", "Steppe", "Stone", "Strand", "Stream", "Summit", "Tarn", "Thicket", "Tor", "Trail", "Vale",
  "Valley", "Wash", "Water", "Weald", "Well", "Wold", "Wood", "Ribera", "Cañada", "Sierra", "Vega", "Loma",
] as const;

/** Planted names: one is read from right to left, one has forty characters. */
export const UNUSUAL_NAMES = ["زهرة الوادي", "Campanilla Esperanza del Bosque Encantado"] as const;

export const COUNTRIES = ["US", "US", "US", "US", "CA", "MX", "ES", "GB"] as const;
