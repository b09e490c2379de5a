package io.cointrader.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.models.fact.Fact;
import io.cointrader.persistence.Samples;
import io.cointrader.persistence.storage.FileStorage;
import io.cointrader.persistence.storage.StorageException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalOnDiskTest {

  private static final List<Fact> FACTS = Samples.story();

  @TempDir Path directory;

  @Test
  void aReaderBesideAWriterSeesWholeGroupsThatOnlyGrow()
      throws ExecutionException, InterruptedException {
    int groups = 400;
    ExecutorService writer = Executors.newSingleThreadExecutor();
    try {
      Future<?> writing = writer.submit(() -> write(groups));
      long seen = 0;
      boolean last;
      do {
        last = writing.isDone();
        JournalReader.Verified verified =
            JournalReader.read(FileStorage.at(directory), entry -> {});
        assertThat(verified.records()).isGreaterThanOrEqualTo(seen);
        assertThat(verified.records() % FACTS.size()).isZero();
        seen = verified.records();
      } while (!last);
      writing.get();
      assertThat(seen).isEqualTo((long) groups * FACTS.size());
    } finally {
      writer.shutdownNow();
    }
  }

  private void write(int groups) {
    try (Journal journal = Journal.open(FileStorage.at(directory), 100_000, "run-1", entry -> {})) {
      for (int i = 0; i < groups; i++) {
        FACTS.forEach(fact -> journal.append(fact, (same, bytes, offset, length) -> {}));
        journal.commit();
      }
    }
  }

  @Test
  void factsOfALogAreThereWhenItIsOpenedAgain() {
    try (FactLog log = FactLog.open(directory)) {
      log.append(FACTS.subList(0, 3));
      log.append(FACTS.subList(3, 5));
      assertThat(log.readAll()).isEqualTo(FACTS.subList(0, 5));
    }
    try (FactLog log = FactLog.open(directory)) {
      assertThat(log.readAll()).isEqualTo(FACTS.subList(0, 5));
      log.append(FACTS.subList(5, 6));
      assertThat(log.readAll()).isEqualTo(FACTS.subList(0, 6));
    }
  }

  @Test
  void aLogHasOneOwner() {
    try (FactLog log = FactLog.open(directory)) {
      assertThat(log.readAll()).isEmpty();
      assertThatThrownBy(() -> FactLog.open(directory))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("another owner has it");
    }
    FactLog.open(directory).close();
  }
}
