using System.Diagnostics;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Deciding;

/// <summary>How one try at a decision went.</summary>
internal abstract record Decided
{
    private Decided()
    {
    }

    /// <summary>Commit what was put, and say this.</summary>
    public sealed record Done(Answer Answer) : Decided;

    /// <summary>The rules of booking say no; nothing is written.</summary>
    public sealed record Declined(DeclineReason Reason) : Decided;

    /// <summary>It cannot be done as asked; nothing is written.</summary>
    public sealed record Refused(Problem Problem) : Decided;

    /// <summary>What was read without lock has changed: read again and decide again.</summary>
    public sealed record Outdated : Decided;
}

/// <summary>Runs load, decide, commit until the decision is one made from fresh facts, and remembers what was answered.</summary>
internal sealed class Decisions(Store store, NetworkCache network)
{
    private const int MostTries = 12;

    /// <summary>
    /// Tries until the decision stands. <paramref name="prepare"/> reads without locks what the try starts from; <paramref name="decline"/> words
    /// a decline, or returns null to be asked again. Both are told how many tries there were.
    /// </summary>
    /// <exception cref="StoreException">The facts changed under every try: the caller may come again.</exception>
    public async Task<Executed<Answer>> Run(
        Command command,
        Func<int, Task<Func<Work, ValueTask<Decided>>>> prepare,
        Func<DeclineReason, int, Task<Answer?>> decline,
        CancellationToken stop,
        Problem? taken = null)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var executed = await Try(command, await prepare(tries), taken, stop);
            switch (executed)
            {
                case Executed<Decided>.Replayed(var answer):
                    return new Executed<Answer>.Replayed(answer);
                case Executed<Decided>.Mismatch:
                    return new Executed<Answer>.Mismatch();
                case Executed<Decided>.Fresh(Decided.Done(var answer), _):
                    return new Executed<Answer>.Fresh(answer, answer);
                case Executed<Decided>.Fresh(Decided.Refused(var problem), _):
                    return await store.Remember(command, problem.ToAnswer(), stop);
                case Executed<Decided>.Fresh(Decided.Declined(var reason), _):
                    if (await decline(reason, tries) is { } said)
                    {
                        return await store.Remember(command, said, stop);
                    }

                    break;
                case Executed<Decided>.Fresh(Decided.Outdated, _):
                    await network.Reload(stop);
                    break;
                default:
                    throw new UnreachableException($"{executed}");
            }
        }

        throw new StoreException("What it was decided from changed again and again.");
    }

    /// <summary>For what the chamber changes about the network itself. <paramref name="taken"/> is said when a unique value is somebody else's.</summary>
    public Task<Executed<Answer>> Run(Command command, Func<Network, Work, ValueTask<Decided>> decide, Problem? taken, CancellationToken stop) => Run(
        command,
        async _ =>
        {
            var seen = await network.Get(stop);
            return work => decide(seen, work);
        },
        (reason, _) => throw new UnreachableException($"Only bookings are declined, not this: {reason}."),
        stop,
        taken);

    /// <summary>A row that changed since it was read is read again; a place that only the database knew to be taken is taken all the same.</summary>
    private async Task<Executed<Decided>> Try(Command command, Func<Work, ValueTask<Decided>> decide, Problem? taken, CancellationToken stop)
    {
        try
        {
            return await store.Execute(command, work => WithAnswer(decide(work)), stop);
        }
        catch (StaleWriteException)
        {
            return new Executed<Decided>.Fresh(new Decided.Outdated(), null);
        }
        catch (OverlapException)
        {
            return new Executed<Decided>.Fresh(new Decided.Declined(DeclineReason.Conflict), null);
        }
        catch (TakenException) when (taken is not null)
        {
            return new Executed<Decided>.Fresh(new Decided.Refused(taken), null);
        }
    }

    private static async ValueTask<(Decided, Answer?)> WithAnswer(ValueTask<Decided> deciding)
    {
        var decided = await deciding;
        return (decided, (decided as Decided.Done)?.Answer);
    }
}
