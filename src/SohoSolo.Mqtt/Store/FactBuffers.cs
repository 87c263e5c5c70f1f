namespace SohoSolo.Mqtt.Store;

/// <summary>Two buffers: one is filled under the gate while the writer brings the other to disk.</summary>
internal sealed class FactBuffers
{
    private FactBuffer spare = new();
    private long taken;

    /// <summary>Behind the last fact taken or forgotten; the writer alone moves it.</summary>
    public long Taken => taken;

    public FactBuffer Filling { get; private set; } = new();

    /// <summary>Behind the last fact told.</summary>
    public long Position => taken + Filling.Length;

    /// <summary>What was told since the last time; must be done with before the next.</summary>
    public FactBuffer Take()
    {
        var full = Filling;
        taken += full.Length;
        spare.Clear();
        (Filling, spare) = (spare, full);
        return full;
    }

    /// <summary>What waits is to be known from elsewhere.</summary>
    public void Forget()
    {
        taken += Filling.Length;
        Filling.Clear();
    }
}
