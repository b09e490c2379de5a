package io.cointrader.persistence.directory;

import java.time.Instant;
import java.util.Optional;

/**
 * What a stream's directory holds.
 *
 * @param mode {@code paper} or {@code live}
 * @param stream the data stream traded
 * @param runId the run whose journal and snapshots these are
 * @param created when the run began, on the machine's clock
 * @param finished when the run was over
 * @param socket where a running engine listens for commands
 */
public record Identity(
    int format,
    String mode,
    String stream,
    String runId,
    Instant created,
    Optional<Instant> finished,
    Optional<String> socket) {

  public static final int FORMAT = 1;

  Identity finishedAt(Instant at) {
    return new Identity(format, mode, stream, runId, created, Optional.of(at), Optional.empty());
  }

  Identity listeningAt(Optional<String> path) {
    return new Identity(format, mode, stream, runId, created, finished, path);
  }
}
