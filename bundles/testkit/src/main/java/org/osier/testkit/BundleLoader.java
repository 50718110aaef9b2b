package org.osier.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;

/**
 * Loads the classes of one package anew, as a framework does for an updated bundle, and takes all others from where
 * they are: to find out whether something that was stopped leaves its loader behind.
 */
public final class BundleLoader extends ClassLoader {
    private static final int COLLECTIONS = 100;
    private static final int PAUSE_MS = 100;

    private final String prefix;

    /** @param prefix of the names of the classes that are loaded anew, with a dot at its end */
    public BundleLoader(String prefix) {
        super(BundleLoader.class.getClassLoader());
        this.prefix = prefix;
    }

    /** Whether nobody holds what it refers to. Collects garbage until that is so, or 10 s long. */
    public static boolean isCollected(Reference<?> reference) throws InterruptedException {
        for (int i = 0; i < COLLECTIONS && reference.get() != null; i++) {
            System.gc();
            if (reference.get() != null)
                Thread.sleep(PAUSE_MS); // between two looks, the collector is not ours to await
        }
        return reference.get() == null;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(prefix)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) throw new ClassNotFoundException(name);
            var bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException failed) {
            throw new ClassNotFoundException(name, failed);
        }
    }
}
