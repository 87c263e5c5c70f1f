namespace SohoSolo.Gateway.Lan;

/// <summary>Work of one device after the other, of several devices side by side: nobody's badge waits for somebody else's PIN.</summary>
internal sealed class DeviceOrder
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Task> last = new(StringComparer.Ordinal);

    public Task Run(string topic, Func<Task> work)
    {
        var device = DeviceOf(topic);
        lock (gate)
        {
            var mine = After(last.GetValueOrDefault(device, Task.CompletedTask), work);
            last[device] = mine;
            _ = Forget(device, mine);
            return mine;
        }
    }

    /// <summary>Everything above the last level: <c>sohosolo/1/SITE/dev/ID</c>.</summary>
    private static string DeviceOf(string topic) => topic.LastIndexOf('/') is var slash and > 0 ? topic[..slash] : topic;

    private static async Task After(Task before, Func<Task> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await work();
    }

    private async Task Forget(string device, Task mine)
    {
        await mine.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            if (last.GetValueOrDefault(device) == mine)
                last.Remove(device);
        }
    }
}
