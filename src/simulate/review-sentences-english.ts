import type { Sentences } from "./review-sentences.js";

export const english: Sentences = {
  titles: {
    positive: ["Lovely", "Would buy again", "Happy with it", "A good find", "Just right", "No complaints"],
    negative: ["Disappointing", "Not for me", "Expected more", "Sent back", "A pity", "Could be so much better"],
  },
  openings: {
    positive: [
      "Love this {noun}.",
      "Very happy with it.",
      "Exactly what I was looking for.",
      "Bought the {noun} as a present and it was a hit.",
      "This is our second {noun} from this shop.",
      "I use it every day.",
      "Not bad at all.",
      "I was not sure at first, but I am glad I ordered it.",
      "My mother saw mine and now wants a {noun} too.",
      "A {noun} that does what it should.",
    ],
    negative: [
      "I really wanted to like this {noun}.",
      "Not what I expected.",
      "I regret buying this {noun}.",
      "Sadly this went straight back.",
      "After all the good reviews I expected more.",
      "I cannot say anything good about this {noun}.",
      "Looks nice in the shop, less so at home.",
      "My second {noun} from here, and the last one.",
      "I should have read the other reviews first.",
    ],
  },
  aspects: {
    size: {
      positive: [
        "It fits exactly as the size chart says",
        "True to size",
        "I took my usual size and it fits perfectly",
        "The size is spot on",
        "It fits me and, oddly enough, my husband as well",
      ],
      negative: [
        "It runs small, so order one size up",
        "The size chart is simply wrong",
        "It came out far too big",
        "I am always a medium, and this does not fit at all",
        "It is too short by a hand's width",
      ],
    },
    measure: {
      positive: [
        "The measurements are as described",
        "It has just the right size for our home",
        "I measured it and it is accurate to the centimetre",
        "It is a good, generous size",
      ],
      negative: [
        "It is much smaller than it looks in the picture",
        "The measurements on the page are wrong",
        "It is too big for what we need, and the page does not say so",
        "The size is off by several centimetres",
      ],
    },
    quality: {
      positive: [
        "It is solid and well made",
        "The workmanship is excellent",
        "It still looks new after weeks of use",
        "You can feel the quality at once",
        "Nothing about it feels cheap",
        "It is beautifully finished, down to the details",
      ],
      negative: [
        "It feels cheap and thin",
        "It did not survive the first month",
        "The finish is sloppy",
        "The quality is nowhere near what I expected",
        "It has a flaw that nobody can have missed",
        "It already looks worn",
      ],
    },
    delivery: {
      positive: [
        "Delivery took two days",
        "It arrived earlier than promised",
        "It was carefully packed and arrived without a scratch",
        "Shipping was quick",
        "The parcel was at my door before the confirmation e-mail",
      ],
      negative: [
        "I waited almost three weeks for the parcel",
        "The box arrived crushed",
        "The courier left the parcel out in the rain",
        "Delivery was put off twice and nobody told me why",
        "It was badly packed and knocked about on the way",
      ],
    },
    price: {
      positive: [
        "It is great value for money",
        "It is worth every cent",
        "It costs less than in the shops here",
        "You get a lot for the price",
        "I would have paid more",
      ],
      negative: [
        "It is overpriced for what it is",
        "It is far too expensive",
        "I would not pay this much again",
        "A week later it was on sale, which is annoying",
        "There are better ones for half the price",
      ],
    },
    colour: {
      positive: [
        "The {colour} is even nicer than in the picture",
        "The colour is true to the photo",
        "The colour goes with everything",
        "We all love the {colour}",
        "It is an even colour, just as shown",
      ],
      negative: [
        "The colour is nothing like the photo",
        "The colour fades already",
        "What they call {colour} is something else entirely",
        "In daylight the colour looks dull",
        "The {colour} looks dirty rather than natural",
      ],
    },
  },
  turns: {
    positive: ["To be fair, ", "At least ", "On the other hand, "],
    negative: ["But ", "That said, ", "The only thing: ", "Unfortunately, "],
  },
  closings: {
    positive: ["Will order again.", "Highly recommended.", "Thank you!", "My sister wants one too.", "", "", ""],
    negative: ["Never again.", "Save your money.", "I want a refund.", "I would not recommend it.", "", "", ""],
  },
};
