package org.osier.bench.jvm;

import java.util.List;
import java.util.Map;

/** What one JVM of a bench can be asked to do. Asked by one thread, one command after the other. */
public interface Role extends AutoCloseable {
    /**
     * Does one thing.
     *
     * @param command a word, and words for it
     * @return results by name; names and values without white space
     */
    Map<String, ?> answer(List<String> command) throws Exception;

    @Override
    void close();
}
