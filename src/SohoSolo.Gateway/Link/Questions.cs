using System.Collections.Concurrent;
using SohoSolo.Gateway.Wire;

namespace SohoSolo.Gateway.Link;

/// <summary>Questions that wait for their answers, each for a short while. An answer is taken once, and only by who asked.</summary>
internal sealed class Questions(TimeProvider clock)
{
    private const int MostWaiting = 64;

    private readonly ConcurrentDictionary<string, TaskCompletionSource<LinkMessage.Answer?>> waiting = new(StringComparer.Ordinal);

    /// <summary>Null when nobody answered in time.</summary>
    /// <param name="id">The question's own.</param>
    /// <param name="budget">How long somebody may stand at the door.</param>
    /// <param name="send">Sends it; cancelled when the time is over.</param>
    public async Task<LinkMessage.Answer?> Ask(string id, TimeSpan budget, Func<CancellationToken, Task> send)
    {
        var answer = new TaskCompletionSource<LinkMessage.Answer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (waiting.Count >= MostWaiting || !waiting.TryAdd(id, answer)) return null;

        using var patience = new CancellationTokenSource(budget, clock);
        await using var _ = patience.Token.UnsafeRegister(state => ((TaskCompletionSource<LinkMessage.Answer?>)state!).TrySetResult(null), answer);
        try
        {
            // The answer may be quicker than the broker's word that it has the question.
            var sent = send(patience.Token);
            var answered = await answer.Task;
            await patience.CancelAsync();
            await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return answered;
        }
        finally
        {
            waiting.TryRemove(id, out var _);
        }
    }

    /// <summary>False for an answer that nobody waits for, or no longer.</summary>
    public bool Take(LinkMessage.Answer answer) => waiting.TryGetValue(answer.Id, out var asked) && asked.TrySetResult(answer);
}
