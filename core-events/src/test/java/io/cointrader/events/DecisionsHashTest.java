package io.cointrader.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.persistence.codec.ModelCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The hash of a run is over what it decided, in order, and over nothing else. */
class DecisionsHashTest {

  private static byte[] canonical(Fact fact) {
    return ModelCodec.get().encode(Fact.class, fact);
  }

  private static DecisionsHash add(DecisionsHash hash, List<Fact> facts) {
    for (Fact fact : facts) {
      byte[] bytes = canonical(fact);
      hash.add(fact, bytes, 0, bytes.length);
    }
    return hash;
  }

  private static String hash(List<Fact> facts) {
    return add(new DecisionsHash(), facts).hex();
  }

  @Test
  void theStoryHasEveryKindOfFact() {
    TreeSet<String> told = new TreeSet<>();
    Story.facts().forEach(fact -> told.add(fact.getClass().getSimpleName()));
    TreeSet<String> all = new TreeSet<>();
    for (Class<?> kind : Fact.class.getPermittedSubclasses()) {
      all.add(kind.getSimpleName());
    }
    assertThat(told).isEqualTo(all);
  }

  @Test
  void itIsAChainOverTheCanonicalBytes() throws NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    byte[] chain = new byte[32];
    for (Fact fact : Story.facts()) {
      if (fact.isDecision()) {
        sha.update(chain);
        chain = sha.digest(canonical(fact));
      }
    }
    assertThat(hash(Story.facts())).isEqualTo(HexFormat.of().formatHex(chain));
    assertThat(hash(List.of())).isEqualTo("0".repeat(64));
  }

  @Test
  void onlyThePartGivenIsTakenIn() {
    Fact fact = Story.facts().get(3);
    byte[] bytes = canonical(fact);
    byte[] padded = new byte[bytes.length + 20];
    System.arraycopy(bytes, 0, padded, 7, bytes.length);
    DecisionsHash hash = new DecisionsHash();
    hash.add(fact, padded, 7, bytes.length);
    assertThat(hash.hex()).isEqualTo(hash(List.of(fact)));
  }

  /** Run ids, days, samples, marks, the feed's words and commands are no decisions. */
  @Test
  void itCoversDecisionsAndNothingElse() {
    String whole = hash(Story.facts());
    List<String> left = new ArrayList<>();
    List<Story.Moment> moments = Story.moments();
    for (int i = 0; i < moments.size(); i++) {
      Fact fact = moments.get(i).fact();
      if (hash(Story.factsWith(i, moments.get(i).instead())).equals(whole)) {
        left.add(fact.getClass().getSimpleName());
      }
    }
    assertThat(left)
        .containsExactly(
            "RunStarted",
            "DayStarted",
            "EquitySampled",
            "EquityMarked",
            "FeedReported",
            "SettingChanged",
            "CommandAnswered",
            "RunFinished");
  }

  @Test
  void twoRunsThatDecideTheSameHaveTheSameHash() {
    List<Fact> other = new ArrayList<>(Story.factsWith(0, Story.started("run-2", "1000")));
    other.remove(Story.answered("paused"));
    assertThat(hash(other)).isEqualTo(hash(Story.facts()));
    byte[] decision = canonical(Story.facts().get(8));
    assertThat(new String(decision, StandardCharsets.UTF_8)).doesNotContain("run-1");
  }

  @Test
  void theOrderOfDecisionsCounts() {
    List<Fact> turned = new ArrayList<>(Story.facts());
    Collections.swap(turned, 3, 4);
    assertThat(hash(turned)).isNotEqualTo(hash(Story.facts()));
  }

  @Test
  void aResumedRunGoesOnWithTheChain() {
    List<Fact> facts = Story.facts();
    for (int stop = 0; stop <= facts.size(); stop++) {
      DecisionsHash resumed = new DecisionsHash(hash(facts.subList(0, stop)));
      assertThat(add(resumed, facts.subList(stop, facts.size())).hex()).isEqualTo(hash(facts));
    }
  }
}
