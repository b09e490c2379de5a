package io.cointrader.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.cointrader.models.fact.Fact;
import io.cointrader.models.number.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a handler does, the loop and the other handlers go on. */
@Timeout(30)
class BusTest {

  private final Bus bus =
      new Bus(
          task -> {
            Thread thread = new Thread(task, "handler");
            thread.setDaemon(true);
            return thread;
          });

  private static Fact fact(int n) {
    return new Fact.EquitySampled(Story.NOON.plusSeconds(n), Money.of("1"));
  }

  private static List<Fact> facts(int count) {
    List<Fact> facts = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      facts.add(fact(n));
    }
    return facts;
  }

  private static List<Fact> seen() {
    return Collections.synchronizedList(new ArrayList<>());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @Test
  void everyHandlerSeesTheFactsOfItsTypeInOrder() {
    List<Fact> all = seen();
    List<Fact> starts = seen();
    bus.subscribe(Fact.class, all::add);
    bus.subscribe(Fact.RunStarted.class, starts::add);
    List<Fact> story = Story.facts();
    story.forEach(bus::publish);
    bus.close();
    assertThat(all).isEqualTo(story);
    assertThat(starts).containsExactly(Story.started("run-1", "1000"));
  }

  @Test
  void aHandlerThatThrowsIsCountedAndSeesTheNextFact() {
    List<Fact> good = seen();
    List<Fact> shown = seen();
    Bus.Subscription bad =
        bus.subscribe(
            Fact.class,
            fact -> {
              shown.add(fact);
              if (shown.size() % 10 == 1) {
                throw new IllegalStateException("planted");
              }
            });
    bus.subscribe(Fact.class, good::add);
    List<Fact> facts = facts(90);
    facts.forEach(bus::publish);
    assertThat(bad.isAttached()).isTrue();
    bus.close();
    assertThat(shown).isEqualTo(facts);
    assertThat(good).isEqualTo(facts);
    assertThat(bad.failures()).isEqualTo(9);
  }

  /** A plugin that does not link throws no exception but an error. */
  @Test
  void anErrorIsCountedLikeAnException() {
    List<Fact> shown = seen();
    Bus.Subscription bad =
        bus.subscribe(
            Fact.class,
            fact -> {
              shown.add(fact);
              if (shown.size() == 1) {
                throw new NoClassDefFoundError("planted");
              }
            });
    List<Fact> facts = facts(5);
    facts.forEach(bus::publish);
    bus.close();
    assertThat(shown).isEqualTo(facts);
    assertThat(bad.failures()).isEqualTo(1);
  }

  @Test
  void afterTenFailuresAHandlerIsDetachedAndShownNothingMore() {
    List<Fact> good = seen();
    List<Fact> shown = seen();
    CountDownLatch queued = new CountDownLatch(1);
    CountDownLatch tenth = new CountDownLatch(10);
    Bus.Subscription bad =
        bus.subscribe(
            Fact.class,
            fact -> {
              await(queued);
              shown.add(fact);
              tenth.countDown();
              throw new IllegalStateException("planted");
            });
    Bus.Subscription other = bus.subscribe(Fact.class, good::add);
    List<Fact> facts = facts(60);
    facts.subList(0, 50).forEach(bus::publish);
    queued.countDown();
    await(tenth);
    facts.subList(50, 60).forEach(bus::publish);
    bus.close();
    assertThat(bad.isAttached()).isFalse();
    assertThat(bad.failures()).isEqualTo(10);
    assertThat(shown).as("not even what was queued").isEqualTo(facts.subList(0, 10));
    assertThat(good).isEqualTo(facts);
    assertThat(other.failures()).isZero();
  }

  @Test
  void aHandlerThatFailsNowAndThenForEverStays() {
    List<Fact> shown = seen();
    Bus.Subscription flaky =
        bus.subscribe(
            Fact.class,
            fact -> {
              shown.add(fact);
              if (shown.size() % 2 == 1) {
                throw new IllegalStateException("planted");
              }
            });
    List<Fact> facts = facts(60);
    facts.forEach(bus::publish);
    bus.close();
    assertThat(shown).isEqualTo(facts);
    assertThat(flaky.failures()).isEqualTo(30);
  }

  /** The queue of 4096 is full; the bus waits two and a half seconds, then no more. */
  @Test
  void aHandlerThatStallsIsDetachedAndTheOthersSeeEverything() {
    CountDownLatch stalled = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    List<Fact> good = seen();
    List<Fact> shown = seen();
    Bus.Subscription stalling =
        bus.subscribe(
            Fact.class,
            fact -> {
              shown.add(fact);
              stalled.countDown();
              await(release);
            });
    Bus.Subscription other = bus.subscribe(Fact.class, good::add);
    List<Fact> facts = facts(6000);
    bus.publish(facts.get(0));
    await(stalled);
    facts.subList(1, 4097).forEach(bus::publish);
    assertThat(stalling.failures()).as("all queued").isZero();
    bus.publish(facts.get(4097));
    assertThat(stalling.failures()).isEqualTo(1);
    assertThat(stalling.isAttached()).isFalse();
    facts.subList(4098, 6000).forEach(bus::publish);
    release.countDown();
    bus.close();
    assertThat(good).isEqualTo(facts);
    assertThat(other.failures()).isZero();
    assertThat(shown).containsExactly(facts.get(0));
  }

  @Test
  void aSubscriptionCanBeRemovedAndWhatIsQueuedIsStillShown() {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<Fact> shown = seen();
    List<Fact> good = seen();
    Bus.Subscription removed =
        bus.subscribe(
            Fact.class,
            fact -> {
              busy.countDown();
              await(go);
              shown.add(fact);
            });
    bus.subscribe(Fact.class, good::add);
    List<Fact> facts = facts(20);
    facts.subList(0, 10).forEach(bus::publish);
    await(busy);
    removed.close();
    removed.close();
    assertThat(removed.isAttached()).isFalse();
    CountDownLatch last = new CountDownLatch(1);
    facts.subList(10, 20).forEach(bus::publish);
    go.countDown();
    bus.subscribe(Fact.RunStarted.class, fact -> last.countDown());
    bus.publish(Story.started("run-1", "1"));
    await(last);
    bus.close();
    assertThat(good.subList(0, 20)).isEqualTo(facts);
    assertThat(good).hasSize(21);
    assertThat(removed.failures()).isZero();
    while (shown.size() < 10) {
      Thread.onSpinWait();
    }
    assertThat(shown).isEqualTo(facts.subList(0, 10));
  }

  @Test
  void closedTheBusShowsNothingMore() {
    List<Fact> shown = seen();
    Bus.Subscription handler = bus.subscribe(Fact.class, shown::add);
    bus.publish(fact(1));
    bus.close();
    bus.publish(fact(2));
    bus.close();
    assertThat(handler.isAttached()).isFalse();
    assertThat(shown).containsExactly(fact(1));
  }
}
