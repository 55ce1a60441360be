package io.github.integratedresponse.signal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.process.Body;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** All streams of signals that are open. When the platform stops, they end in good order before their connections are closed. */
@Component
class SignalStreams implements ApplicationListener<ContextClosedEvent>, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(SignalStreams.class);

    private final Intake intake;
    private final IntakeLimits limits;
    private final IntakeCounts counts;
    private final SendingProperties properties;
    private final ObjectMapper json;
    private final ExecutorService readers;
    private volatile boolean stopping;

    SignalStreams(
            Intake intake, IntakeLimits limits, IntakeCounts counts, SendingProperties properties, ObjectMapper json) {
        this.intake = intake;
        this.limits = limits;
        this.counts = counts;
        this.properties = properties;
        this.json = json;
        CustomizableThreadFactory threads = new CustomizableThreadFactory("signal-stream-");
        threads.setDaemon(true);
        this.readers = Executors.newCachedThreadPool(threads);
    }

    /** @param receipts of items that can't be read */
    record Refused(StreamEnd why, List<Receipt> receipts) {}

    /**
     * Answers a stream.
     *
     * @return why nothing was answered, when it wasn't; then nothing was taken either
     * @throws Busy when it may come later
     */
    Optional<Refused> answer(
            HttpServletRequest request,
            HttpServletResponse response,
            String client,
            StreamForm form,
            boolean onlyProblems)
            throws IOException {
        Answers answers = new Answers(response, json, onlyProblems);
        SignalStream stream = new SignalStream(
                intake::take, limits, counts, client, answers, () -> stopping, properties.longestStream());
        try (ReadAhead in = new ReadAhead(request.getInputStream(), raw -> Body.unpacked(request, raw), readers)) {
            stream.run(in, form.splitter(properties.longestItem()));
        } catch (Answers.HungUp e) {
            LOG.debug("A client left its stream after {} items", answers.items(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Refused(StreamEnd.goOnElsewhere("The platform stops"), List.of()));
        } catch (StreamEnd e) {
            return Optional.of(new Refused(e, answers.heldBack()));
        }
        return Optional.empty();
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        stopping = true;
    }

    @Override
    public void destroy() {
        readers.shutdownNow();
    }
}
