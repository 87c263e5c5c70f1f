using System.Diagnostics;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Administration;

/// <summary>How one try at changing something went.</summary>
internal abstract record Change
{
    private Change()
    {
    }

    /// <summary>Commit what was put, and say this.</summary>
    public sealed record Done(Answer Answer) : Change;

    /// <summary>Nothing is written.</summary>
    public sealed record Declined(Problem Problem) : Change;

    /// <summary>The network has changed since it was read: read it again and decide again.</summary>
    public sealed record Outdated : Change;
}

/// <summary>Runs what the chamber changes about sites, members, grants and rules: load, decide, commit, and again when the network moved meanwhile.</summary>
internal sealed class Changes(Store store, NetworkCache network)
{
    private const int MostTries = 12;

    /// <summary>Decides until the decision stands. <paramref name="taken"/> is said when a unique value is somebody else's.</summary>
    /// <exception cref="StoreException">The network changed under every try: the caller may come again.</exception>
    public async Task<Executed<Answer>> Run(Command command, Func<Network, Work, ValueTask<Change>> decide, Problem? taken, CancellationToken stop)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var seen = await network.Get(stop);
            switch (await Try(command, work => decide(seen, work), taken, stop))
            {
                case Executed<Change>.Replayed(var answer):
                    return new Executed<Answer>.Replayed(answer);
                case Executed<Change>.Mismatch:
                    return new Executed<Answer>.Mismatch();
                case Executed<Change>.Fresh(Change.Done(var answer), _):
                    return new Executed<Answer>.Fresh(answer, answer);
                case Executed<Change>.Fresh(Change.Declined(var problem), _):
                    var remembered = await store.Remember(command, problem.ToAnswer(), stop);
                    return new Executed<Answer>.Fresh(remembered, remembered);
                case Executed<Change>.Fresh(Change.Outdated, _):
                    await network.Reload(stop);
                    break;
                case var other:
                    throw new UnreachableException($"{other}");
            }
        }

        throw new StoreException("The network changed while it was being changed, again and again.");
    }

    private async Task<Executed<Change>> Try(Command command, Func<Work, ValueTask<Change>> decide, Problem? taken, CancellationToken stop)
    {
        try
        {
            return await store.Execute(command, work => WithAnswer(decide(work)), stop);
        }
        catch (TakenException) when (taken is not null)
        {
            return new Executed<Change>.Fresh(new Change.Declined(taken), null);
        }
    }

    private static async ValueTask<(Change, Answer?)> WithAnswer(ValueTask<Change> deciding)
    {
        var change = await deciding;
        return (change, (change as Change.Done)?.Answer);
    }
}
