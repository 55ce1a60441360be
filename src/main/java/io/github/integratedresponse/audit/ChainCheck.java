package io.github.integratedresponse.audit;

import io.github.integratedresponse.audit.Verification.BadRow;
import io.github.integratedresponse.audit.Verification.Wrong;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Walks the chain row by row, keeps only the row before, and notes what is wrong. After a bad row it goes on from the hash that stands there. */
final class ChainCheck implements RowCallbackHandler {

    private final @Nullable Long anchorSeq;
    private final @Nullable String anchorHash;

    private long rows;
    private long seq;
    private byte[] hash = Chain.genesis();
    private long bad;
    private @Nullable BadRow first;

    ChainCheck(@Nullable Long anchorSeq, @Nullable String anchorHash) {
        this.anchorSeq = anchorSeq;
        this.anchorHash = anchorHash;
    }

    /** A row of {@code audit_seal s} with its event, in the order of {@code seq}. */
    @Override
    public void processRow(ResultSet row) throws SQLException {
        long at = row.getLong("seq");
        long event = row.getLong("event_id");
        byte[] previous = row.getBytes("previous");
        byte[] stands = row.getBytes("hash");
        if (at != seq + 1) {
            note(seq + 1, null, Wrong.MISSING, "The chain goes on with " + at + " after " + seq);
        }
        if (row.getObject("id") == null) {
            note(at, event, Wrong.SEAL_WITHOUT_EVENT, "The event of this seal is gone");
        } else if (!Arrays.equals(Chain.hash(previous, at, row.getLong("sealed_micros"), Recorded.of(row)), stands)) {
            note(at, event, Wrong.CHANGED, "The event or its seal is not what was sealed");
        } else if (!Arrays.equals(previous, hash)) {
            note(at, event, Wrong.OUT_OF_ORDER, "It does not follow the row before it");
        }
        if (anchorSeq != null && anchorSeq == at && !Chain.hex(stands).equalsIgnoreCase(anchorHash)) {
            note(at, event, Wrong.NOT_AS_ANCHORED, "The anchor has another hash here: the chain was written anew");
        }
        rows++;
        seq = at;
        hash = stands;
    }

    /** Called after the last row. */
    void end() {
        if (anchorSeq != null && anchorSeq > seq) {
            note(
                    seq + 1,
                    null,
                    Wrong.NOT_AS_ANCHORED,
                    "The chain ends at " + seq + ", before the anchor at " + anchorSeq + ": its end was cut off");
        }
        if (anchorSeq != null && anchorSeq == 0 && !Chain.hex(Chain.genesis()).equalsIgnoreCase(anchorHash)) {
            note(0L, null, Wrong.NOT_AS_ANCHORED, "The anchor of an empty chain has another hash");
        }
    }

    void note(@Nullable Long at, @Nullable Long event, Wrong wrong, String text) {
        bad++;
        if (first == null) {
            first = new BadRow(at, event, wrong, text);
        }
    }

    long rows() {
        return rows;
    }

    long seq() {
        return seq;
    }

    String hash() {
        return Chain.hex(hash);
    }

    long bad() {
        return bad;
    }

    @Nullable
    BadRow first() {
        return first;
    }
}
