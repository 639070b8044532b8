/** A product of Meadow & Oak: price in cents, volumes in hundredths of a point. */
export interface CatalogueItem {
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly priceMinor: bigint;
  readonly pv: bigint;
  readonly cv: bigint;
}

type Row = readonly [sku: string, name: string, category: string, price: number, points: number, description: string];

const item = (...[sku, name, category, price, points, description]: Row): CatalogueItem => ({
  sku,
  name,
  description,
  category,
  priceMinor: BigInt(price),
  pv: BigInt(points),
  // Commission is paid on nine tenths of the points, so that PV and CV can be told apart on every screen.
  cv: (BigInt(points) * 9n) / 10n,
});

/** 24 herbal teas and what goes with them. */
export const CATALOGUE: readonly CatalogueItem[] = [
  item("TEA-CHAM", "Wild chamomile", "Herbal tea", 1800, 1500, "Whole flowers, 50 g"),
  item("TEA-MINT", "Mountain mint", "Herbal tea", 1700, 1400, "Cut leaves, 60 g"),
  item("TEA-LEMB", "Lemon balm", "Herbal tea", 1900, 1600, "Cut leaves, 50 g"),
  item("TEA-VERB", "Lemon verbena", "Herbal tea", 2100, 1800, "Whole leaves, 40 g"),
  item("TEA-NETT", "Spring nettle", "Herbal tea", 1600, 1300, "Cut leaves, 60 g"),
  item("TEA-ROSE", "Rosehip and hibiscus", "Fruit tea", 2000, 1700, "Cut fruit, 100 g"),
  item("TEA-ELDR", "Elderberry evening", "Fruit tea", 2200, 1900, "Whole berries, 100 g"),
  item("TEA-APPL", "Orchard apple", "Fruit tea", 1850, 1550, "Dried pieces, 120 g"),
  item("TEA-OATS", "Green oat and lavender", "Herbal tea", 2300, 2000, "Blend, 60 g"),
  item("TEA-FENN", "Fennel, anise, caraway", "Herbal tea", 1750, 1450, "Whole seeds, 120 g"),
  item("TEA-SAGE", "Meadow sage", "Herbal tea", 1950, 1650, "Cut leaves, 40 g"),
  item("TEA-THYM", "Thyme and honey blossom", "Herbal tea", 2150, 1850, "Blend, 50 g"),
  item("BOX-MORN", "Morning box", "Box", 4800, 4200, "Four teas for one month"),
  item("BOX-EVEN", "Evening box", "Box", 4900, 4300, "Four quiet teas for one month"),
  item("BOX-YEAR", "Four seasons box", "Box", 9600, 8500, "Twelve teas, one season each quarter"),
  item("BOX-OFFC", "Office box", "Box", 12500, 11000, "Two hundred bags in eight sorts"),
  item("GIFT-OAK", "Oak chest", "Gift", 14900, 13000, "Twelve tins in a wooden chest"),
  item("GIFT-DUO", "Gift for two", "Gift", 5900, 5200, "Two tins and two cups"),
  item("HON-LIND", "Linden honey", "Pantry", 1450, 1100, "500 g jar"),
  item("HON-WOOD", "Forest honey", "Pantry", 1550, 1200, "500 g jar"),
  item("POT-GLAS", "Glass teapot", "Ware", 3900, 3000, "1 litre, with strainer"),
  item("POT-CLAY", "Clay teapot", "Ware", 4600, 3600, "0.8 litre, hand thrown"),
  item("CUP-PAIR", "Pair of cups", "Ware", 2800, 2200, "Stoneware, 0.3 litre each"),
  item("CAT-SMPL", "Sample card", "Samples", 500, 0, "Six single bags; carries no points"),
];
