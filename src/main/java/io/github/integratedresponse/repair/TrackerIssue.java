package io.github.integratedresponse.repair;

import org.jspecify.annotations.Nullable;

/**
 * An issue in a tracker.
 *
 * @param reference what the tracker calls it
 * @param url where a person reads it, if there is such a place
 */
public record TrackerIssue(String reference, @Nullable String url) {}
