namespace SohoSolo.Hub.Jobs;

/// <summary>How long what failed waits before it is tried again: each time three times as long as before, up to a longest.</summary>
internal sealed record Pauses(TimeSpan First, TimeSpan Longest)
{
    /// <summary><paramref name="chance"/> from 0 to 1 moves it by a fifth at most, so that what failed together does not come back together.</summary>
    public TimeSpan After(int failures, double chance)
    {
        var wait = First * Math.Pow(3, Math.Clamp(failures - 1, 0, 10));
        return (wait < Longest ? wait : Longest) * (0.8 + (0.4 * chance));
    }
}
