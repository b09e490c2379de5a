package io.cointrader.history;

import java.nio.file.Path;

/**
 * A file of a series that cannot be read.
 *
 * @param why in words, such as "is no Parquet file"
 */
public record DamagedMonth(Path file, String why) {}
