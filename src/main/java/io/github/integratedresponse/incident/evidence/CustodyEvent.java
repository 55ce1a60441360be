package io.github.integratedresponse.incident.evidence;

/** What happened to a file of evidence. */
public enum CustodyEvent {
    RECEIVED,
    /** Somebody got the content, which was what had been received. */
    DOWNLOADED,
    /** The content is no longer what had been received; nobody got it. */
    DAMAGED,
    /** It must be kept and can't be withdrawn, such as for a court. */
    HELD,
    RELEASED,
    /** The content is given to nobody any more. */
    WITHDRAWN
}
