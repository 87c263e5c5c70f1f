namespace SohoSolo.Testing;

/// <summary>
/// The one place where tests wait by the clock: for another process, which has no event to await. Always towards a condition,
/// always with a deadline.
/// </summary>
public static class Patience
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    public static async Task Until(Func<Task<bool>> isReached, TimeSpan atMost, Func<string> otherwise, CancellationToken stop = default)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isReached())
        {
            if (TimeProvider.System.GetElapsedTime(start) > atMost)
                throw new TimeoutException(otherwise());

            await Task.Delay(Pause, stop);
        }
    }

    /// <summary>Lets a random while go by between two blows to a running system: nothing is awaited, for nobody says when a line is cut.</summary>
    public static Task Pass(TimeSpan some, CancellationToken stop = default) => Task.Delay(some, stop);
}
