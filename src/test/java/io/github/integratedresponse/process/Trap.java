package io.github.integratedresponse.process;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** A bean that expressions may call, and that remembers when one did. */
public class Trap {

    private final AtomicInteger sprung = new AtomicInteger();

    /** The one of this test run, set once. */
    public static Trap in(ConfigurableListableBeanFactory beans) {
        if (!beans.containsBean("trap")) {
            beans.registerSingleton("trap", new Trap());
        }
        return beans.getBean("trap", Trap.class);
    }

    @ForDiagrams
    public String spring() {
        sprung.incrementAndGet();
        return "sprung";
    }

    /** Not marked, so that nothing may call it. */
    public String springSecretly() {
        return spring();
    }

    public int sprung() {
        return sprung.get();
    }
}
