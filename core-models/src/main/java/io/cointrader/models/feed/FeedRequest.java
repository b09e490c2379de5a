package io.cointrader.models.feed;

import io.cointrader.models.setting.Settings;
import java.nio.file.Path;

/**
 * What a feed is opened with.
 *
 * @param workingDirectory what relative file names are relative to
 */
public record FeedRequest(Settings settings, Path workingDirectory) {}
