package io.github.integratedresponse.signal;

import io.github.integratedresponse.process.JsonBody;
import io.github.integratedresponse.process.WorkQueue.Urgency;
import io.github.integratedresponse.signal.Receipt.Cause;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of items, from its first to its last: cut out, given to {@link Intake} in chunks, and answered chunk by chunk. A chunk is
 * full, or holds all that is there at the moment.
 */
final class SignalStream {

    private static final Logger LOG = LoggerFactory.getLogger(SignalStream.class);

    private static final int READ = 64 * 1024;
    private static final Duration A_MOMENT = Duration.ofMillis(3);
    private static final Duration A_WHILE = Duration.ofMillis(250);
    private static final int WHILES_UNTIL_ANSWERED = 4;
    private static final Duration PATIENCE_WITH_A_FULL_QUEUE = Duration.ofMinutes(2);

    /** What {@link Intake#take} does. */
    interface Taking {
        List<Receipt> take(List<JsonBody.Item> items, String from, Urgency urgency);
    }

    private final Taking intake;
    private final IntakeLimits limits;
    private final IntakeCounts counts;
    private final String client;
    private final Answers answers;
    private final BooleanSupplier stopping;
    private final long until;
    private Chunk chunk = new Chunk(0);

    SignalStream(
            Taking intake,
            IntakeLimits limits,
            IntakeCounts counts,
            String client,
            Answers answers,
            BooleanSupplier stopping,
            Duration longest) {
        this.intake = intake;
        this.limits = limits;
        this.counts = counts;
        this.client = client;
        this.answers = answers;
        this.stopping = stopping;
        this.until = System.nanoTime() + longest.toNanos();
    }

    /**
     * Reads until the end. Everything that was answered is stored; a stream that ends early says from which item to go on.
     *
     * @throws StreamEnd when nothing has been answered, and nothing will be
     * @throws Busy likewise, when the sender may try again
     * @throws Answers.HungUp when the client takes no answers any more
     */
    void run(ReadAhead in, Splitter splitter) throws StreamEnd, Answers.HungUp, InterruptedException {
        try {
            readAll(in, splitter);
            if (!answers.begun()) {
                throw StreamEnd.unreadable("holds no finding");
            }
            answers.end(null);
        } catch (StreamEnd e) {
            if (!answers.begun()) {
                throw e;
            }
            answers.end(e.problem());
        }
    }

    private void readAll(ReadAhead in, Splitter splitter) throws StreamEnd, Answers.HungUp, InterruptedException {
        byte[] bytes = new byte[READ];
        int whiles = 0;
        try {
            for (int n = 0; n >= 0; n = in.read(bytes, chunk.isEmpty() ? A_WHILE : A_MOMENT)) {
                whiles = n > 0 ? 0 : whiles + 1;
                if (n > 0) {
                    splitter.feed(bytes, 0, n, this::add);
                } else {
                    take();
                }
                if (whiles > WHILES_UNTIL_ANSWERED) {
                    answers.pause();
                }
                requireTime();
            }
            splitter.end(this::add);
            take();
        } catch (Splitter.Unreadable e) {
            take();
            throw StreamEnd.unreadable(String.valueOf(e.getMessage()));
        } catch (Answers.HungUp | StreamEnd e) {
            throw e;
        } catch (IOException e) {
            // what came whole before the rest was lost is as good as any other
            take();
            throw StreamEnd.brokenOff(e);
        }
    }

    private void requireTime() throws StreamEnd, Answers.HungUp, InterruptedException {
        boolean over = System.nanoTime() - until > 0;
        if (over || stopping.getAsBoolean()) {
            take();
            throw StreamEnd.goOnElsewhere(over ? "This stream has lasted as long as one may" : "The platform stops");
        }
    }

    private void add(Piece piece) throws IOException {
        chunk.add(piece);
        if (chunk.isFull()) {
            try {
                take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw StreamEnd.goOnElsewhere("The platform stops");
            }
        }
    }

    private void take() throws StreamEnd, Answers.HungUp, InterruptedException {
        if (chunk.isEmpty()) {
            return;
        }
        Chunk full = chunk;
        List<Receipt> receipts = full.receipts(taken(full));
        counts.answered(receipts);
        if (receipts.stream().allMatch(receipt -> receipt.cause() == Cause.FAILURE)) {
            throw StreamEnd.failed();
        }
        answers.write(full.size(), receipts);
        chunk = new Chunk(answers.items());
        sleep(limits.overdraw(client, Math.max(full.size(), receipts.size())));
    }

    /** A full queue is waited for; but a stream of which nothing is taken yet may as well come later. */
    private List<Receipt> taken(Chunk full) throws StreamEnd, InterruptedException {
        // who fills a chunk has very much to send, and nobody waits for what becomes of each
        Urgency urgency = full.isFull() ? Urgency.BULK : Urgency.USUAL;
        long patience = System.nanoTime() + PATIENCE_WITH_A_FULL_QUEUE.toNanos();
        while (true) {
            try {
                return full.items().isEmpty() ? List.of() : intake.take(full.items(), client, urgency);
            } catch (Busy e) {
                if (!answers.begun()) {
                    throw e;
                }
                if (System.nanoTime() - patience > 0) {
                    throw StreamEnd.failed();
                }
                sleep(e.retryAfter());
                if (stopping.getAsBoolean()) {
                    throw StreamEnd.goOnElsewhere("The platform stops");
                }
            } catch (RuntimeException e) {
                LOG.error("Items {} and later of a stream could not be taken in", answers.items(), e);
                throw StreamEnd.failed();
            }
        }
    }

    private void sleep(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !stopping.getAsBoolean(); left = end - System.nanoTime()) {
            Thread.sleep(Math.min(A_WHILE.toMillis(), 1 + left / 1_000_000));
        }
    }
}
