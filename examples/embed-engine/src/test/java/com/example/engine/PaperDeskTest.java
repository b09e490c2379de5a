package com.example.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cointrader.engine.Engine;
import io.cointrader.engine.ExitCode;
import io.cointrader.engine.RunSummary;
import io.cointrader.engine.StartFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two engines in one JVM, at the same time. */
class PaperDeskTest {

  @TempDir Path folder;

  private RunSummary alone(String name, String seed) {
    try (PaperDesk desk = new PaperDesk(folder.resolve(name), seed)) {
      return desk.start().await();
    }
  }

  @Test
  void twoEnginesTradeBesideEachOtherAsEachWouldAlone() {
    try (PaperDesk first = new PaperDesk(folder.resolve("both"), "14");
        PaperDesk second = new PaperDesk(folder.resolve("both"), "15")) {
      Engine one = first.start();
      Engine two = second.start();
      RunSummary left = one.await();
      RunSummary right = two.await();
      assertThat(left.finished()).isTrue();
      assertThat(right.finished()).isTrue();
      assertThat(left.decisionsHash()).isEqualTo(alone("left", "14").decisionsHash());
      assertThat(right.decisionsHash()).isEqualTo(alone("right", "15").decisionsHash());
      assertThat(left.decisionsHash()).isNotEqualTo(right.decisionsHash());
      assertThat(first.filled() + second.filled()).isPositive();
    }
  }

  @Test
  void oneDirectoryHasOneOwner() {
    try (PaperDesk first = new PaperDesk(folder, "14");
        PaperDesk second = new PaperDesk(folder, "14")) {
      first.start();
      assertThatThrownBy(second::start)
          .isInstanceOfSatisfying(
              StartFailure.class,
              failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.IN_USE));
    }
  }
}
