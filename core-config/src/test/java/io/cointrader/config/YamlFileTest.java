package io.cointrader.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {

  private static List<String> problems(String content) {
    return YamlFile.parse("a.yaml", content).problems().stream()
        .map(problem -> problem.code() + " " + problem.key() + " " + problem.place())
        .toList();
  }

  @Test
  void everyKeyAndValueHasItsPlace() {
    YamlFile file =
        YamlFile.parse(
            "a.yaml",
            """
            # first
            mode: paper
            risk:
              per_trade: { max_loss: 3%,  max_amount: "25" }
            market:
              symbols:
                - BTC-USD
                - ETH-USD
            """);

    assertThat(file.problems()).isEmpty();
    assertThat(file.written())
        .extracting(
            one ->
                one.kind()
                    + " "
                    + one.key()
                    + "="
                    + one.text()
                    + " "
                    + one.keyAt().line()
                    + ":"
                    + one.keyAt().column()
                    + " "
                    + one.valueAt().line()
                    + ":"
                    + one.valueAt().column())
        .containsExactly(
            "VALUE mode=paper 2:1 2:7",
            "GROUP risk= 3:1 4:3",
            "GROUP risk.per_trade= 4:3 4:14",
            "VALUE risk.per_trade.max_loss=3% 4:16 4:26",
            "VALUE risk.per_trade.max_amount=25 4:31 4:43",
            "GROUP market= 5:1 6:3",
            "LIST market.symbols=BTC-USD,ETH-USD 6:3 7:5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: 1\\nb: 2\\na: 3'            | duplicate_key a a.yaml:3:1
          'g: { a: 1, a: 2 }'             | duplicate_key g.a a.yaml:1:12
          'a: &x 1'                       | reference a a.yaml:1:4
          'a: *x'                         | reference a a.yaml:1:4
          '&x a: 1'                       | reference a a.yaml:1:1
          'g: { <<: { a: 1 } }'           | reference g.<< a.yaml:1:6
          'l: [1, *x]'                    | reference l a.yaml:1:8
          'a: !!str 1'                    | tag a a.yaml:1:4
          'a: 1\\n---\\nb: 2'             | several_documents  a.yaml:2:1
          'a: 1\\n\\tb: 2'                | tab  a.yaml:2:1
          'a: b: c'                       | not_yaml  a.yaml:1:5
          'a: "open'                      | not_yaml  a.yaml:1:9
          'a:\\n  b: 1\\n c: 2'           | not_yaml  a.yaml:3:2
          '[a, b]'                        | not_a_map  a.yaml:1:1
          'just words'                    | not_a_map  a.yaml:1:1
          '? [a, b]\\n: 1'                | not_a_key  a.yaml:1:3
          'l: [a, ~]'                     | no_value l a.yaml:1:8
          """)
  void whatYamlHidesIsRefusedAtItsPlace(String content, String problem) {
    assertThat(problems(content.replace("\\n", "\n").replace("\\t", "\t")))
        .containsExactly(problem);
  }

  @Test
  void readingGoesOnAfterWhatIsRefused() {
    YamlFile file = YamlFile.parse("a.yaml", "a: 1\na: { x: [1, 2] }\n<<: { y: 1 }\nb: 2\n");

    assertThat(file.problems()).hasSize(2);
    assertThat(file.written()).extracting(Written::key).containsExactly("a", "b");
  }

  @Test
  void wordsThatOtherReadersTurnIntoValuesStayTexts() {
    YamlFile file = YamlFile.parse("a.yaml", "a: no\nb: 012\nc: 1e3\nd: 0x1F\ne: \"~\"\n");

    assertThat(file.problems()).isEmpty();
    assertThat(file.written())
        .extracting(Written::text)
        .containsExactly("no", "012", "1e3", "0x1F", "~");
  }

  @Test
  void nothingWrittenIsNoProblemOfTheFile() {
    assertThat(problems("")).isEmpty();
    assertThat(problems("# only a comment\n")).isEmpty();
    assertThat(problems("---\n")).isEmpty();
    assertThat(problems("\uFEFFa: 1\r\nb: 2\r\n")).isEmpty();
  }

  @Test
  void depthIsBounded() {
    assertThat(problems("a: {".repeat(30) + "}".repeat(30)))
        .singleElement()
        .asString()
        .startsWith("too_deep");
    assertThat(problems("a: " + "[".repeat(100_000)))
        .as("reading ends early: each bracket costs more than the one before")
        .singleElement()
        .asString()
        .startsWith("too_deep");
  }

  @Test
  void halvesOfCharactersAreRefusedWhereverTheyStand() {
    String emoji = "\uD83D\uDE80";
    for (int before = 1020; before <= 1028; before++) { // the reader's buffer holds 1024
      String comment = "#" + "-".repeat(before - 1);
      assertThat(problems(comment + emoji)).isEmpty();
      for (String half : List.of("\uD83D\uD83D", "\uD83D", "\uDE80", "\uDE80\uD83D: 1")) {
        assertThat(problems(comment + half)).singleElement().asString().startsWith("not_yaml");
      }
    }
  }

  @Property(tries = 2000)
  void anyTextIsReadOrNamed(@ForAll("anything") String content) {
    YamlFile file = YamlFile.parse("a.yaml", content);

    assertThat(file.problems()).allMatch(problem -> !problem.fix().isBlank());
    assertThat(file.written()).allMatch(one -> one.keyAt().line() >= 1);
  }

  @Provide
  Arbitrary<String> anything() {
    return Arbitraries.strings()
        .withChars("ab:1 -{}[]&*!|>'\"\\#?,%@`~<\n\t\u0000")
        .ofMaxLength(30);
  }
}
