/** Given and family names, by the language a customer reads. */
export const names = {
  en: {
    given:
      "Anna Bert Clara David Emma Felix Greta Hannes Ida Jonas Klara Lukas Mia Noah Olga Paul Rosa Simon Tilda Viktor".split(
        " ",
      ),
    family:
      "Albers Brandt Claus Dietz Engel Fuchs Graf Hahn Imhof Jansen Keller Lorenz Müller Nagel Otto Peters Richter Sommer Thiel Urban Vogel Weiß Zimmer".split(
        " ",
      ),
  },
  zh: {
    given: Array.from("伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚"),
    family: Array.from("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"),
  },
} as const;
