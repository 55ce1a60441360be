package io.github.integratedresponse.repair;

/** Where product teams see their work. What the platform asks of any tracker. */
public interface Tracker {

    /** The name kept with a repair item, so that its issue is closed where it was opened. */
    String name();

    /**
     * Opens an issue for the item. Must not open a second one when the item has one already, whatever became of the answer to the
     * first attempt.
     *
     * @throws TrackerUnreachable when it may work later
     */
    TrackerIssue open(RepairItem item);

    /**
     * Closes the issue; closing a closed one changes nothing.
     *
     * @param reference as {@link #open} gave it
     * @throws TrackerUnreachable when it may work later
     */
    void close(String reference);
}
