package io.cointrader.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.config.EnvFile.Assignment;
import io.cointrader.config.EnvFile.Fault;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EnvFileTest {

  private static List<Assignment> read(String content) {
    EnvFile file = EnvFile.parse(content);
    assertThat(file.faults()).isEmpty();
    return file.assignments();
  }

  private static String value(String line) {
    List<Assignment> all = read(line + "\nNEXT=1\n");
    assertThat(all).hasSize(2);
    return all.get(0).value();
  }

  @Test
  void readsFilesAsPeopleWriteThem() {
    assertThat(
            read(
                """
                # a comment

                A=1
                export B=two words
                \tC = 3   # said after a blank
                D=
                """))
        .containsExactly(
            new Assignment("A", "1", 3),
            new Assignment("B", "two words", 4),
            new Assignment("C", "3", 5),
            new Assignment("D", "", 6));
  }

  @Test
  void aCommentNeedsABlankBeforeIt() {
    assertThat(value("X=a#b")).isEqualTo("a#b");
    assertThat(value("X=#ab")).isEqualTo("#ab");
    assertThat(value("X= # nothing")).isEmpty();
    assertThat(value("X=a # b\t# c")).isEqualTo("a");
    assertThat(value("X=a\t# b # c")).isEqualTo("a");
    assertThat(value("X='a # b' # c")).isEqualTo("a # b");
  }

  @Test
  void singleQuotesAreLiteralAndDoubleQuotesKnowEscapes() {
    assertThat(value("X='a\\n$b \"c\"'")).isEqualTo("a\\n$b \"c\"");
    assertThat(value("X=\"a\\n\\t\\\"b\\\\ \\$c 'd'\"")).isEqualTo("a\n\t\"b\\ $c 'd'");
    assertThat(value("X=\"C:\\dir\"")).isEqualTo("C:\\dir");
    assertThat(value("X=\" kept \"")).isEqualTo(" kept ");
  }

  @Test
  void aKeyMayStandOnSeveralLines() {
    String pem = "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n";

    assertThat(read("A=\"" + pem + "\"\nB=2\n"))
        .containsExactly(new Assignment("A", pem, 1), new Assignment("B", "2", 5));
    assertThat(read("A=\"" + pem.replace("\n", "\\n") + "\"\nB=2\n"))
        .containsExactly(new Assignment("A", pem, 1), new Assignment("B", "2", 2));
    assertThat(read("A=\"one \\\ntwo\"\nB=2\n"))
        .containsExactly(new Assignment("A", "one two", 1), new Assignment("B", "2", 3));
  }

  @Test
  void windowsEndsOfLinesAndByteOrderMarksDoNotShow() {
    assertThat(read("\uFEFFA=1\r\nB='x\r\ny'\r\n"))
        .containsExactly(new Assignment("A", "1", 1), new Assignment("B", "x\ny", 2));
  }

  @Test
  void whatIsNoAssignmentIsNamedByItsLineAndTheRestIsRead() {
    EnvFile file = EnvFile.parse("A=1\njust words\n2B=3\n=4\nexport C\nD='x' y\nE=5\nF=\"open\n");

    assertThat(file.faults())
        .containsExactly(
            new Fault(2, "is no NAME=value", "write NAME=value"),
            new Fault(3, "is no NAME=value", "write NAME=value"),
            new Fault(4, "is no NAME=value", "write NAME=value"),
            new Fault(5, "is no NAME=value", "write NAME=value"),
            new Fault(6, "has more text after the closing quote", "write NAME=value"),
            new Fault(8, "begins with \" and never ends", "close the quote"));
    assertThat(file.assignments())
        .containsExactly(new Assignment("A", "1", 1), new Assignment("E", "5", 7));
  }

  @Property(tries = 500)
  void everyValueCanBeWrittenInSomeQuotes(@ForAll("entries") List<String> values) {
    StringBuilder file = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      String value = values.get(i);
      boolean literal = i % 2 == 0 && !value.contains("'");
      String quoted =
          literal
              ? "'" + value + "'"
              : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      file.append(i % 3 == 0 ? "export " : "").append("V").append(i).append('=').append(quoted);
      file.append(i % 5 == 0 ? " # why\n" : "\n");
      expected.add("V" + i + "=" + value);
    }

    assertThat(read(file.toString()))
        .extracting(one -> one.name() + "=" + one.value())
        .isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<String>> entries() {
    return Arbitraries.strings().withChars("ab =#'\"\\$\n\t%n").ofMaxLength(12).list().ofMaxSize(6);
  }

  @Property(tries = 1000)
  void anyTextIsReadOrNamed(@ForAll("anything") String content) {
    EnvFile file = EnvFile.parse(content);

    long lines = content.lines().count() + 1;
    assertThat(file.assignments()).allMatch(one -> one.line() >= 1 && one.line() <= lines);
    assertThat(file.faults()).allMatch(one -> one.line() >= 1 && one.line() <= lines);
  }

  @Provide
  Arbitrary<String> anything() {
    return Combinators.combine(
            Arbitraries.strings().withChars("AB=1 '\"\\#\n\t").ofMaxLength(40),
            Arbitraries.of("", "\r\n", "export "))
        .as((text, end) -> end + text);
  }

  @Test
  void aKeyOverSeveralLinesWithoutQuotesIsOneFaultAndNoneOfItsLinesIsRead() {
    EnvFile file =
        EnvFile.parse(
            """
            A=1
            SECRET=-----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIBlackbirdSingingInTheDeadOfNightQ
            AwEHoUQDQgAE==
            -----END EC PRIVATE KEY-----
            B=2
            """);

    assertThat(file.assignments()).extracting(EnvFile.Assignment::name).containsExactly("A", "B");
    assertThat(file.faults())
        .containsExactly(
            new EnvFile.Fault(
                2,
                "begins a key over several lines without quotes",
                "put quotes around the whole key, or write it in one line with \\n"));
  }
}
