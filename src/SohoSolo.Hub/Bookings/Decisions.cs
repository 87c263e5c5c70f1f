using System.Diagnostics;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Bookings;

/// <summary>How one try at a decision went.</summary>
internal abstract record Decided
{
    private Decided()
    {
    }

    /// <summary>Commit what was put, and say this.</summary>
    public sealed record Done(Answer Answer) : Decided;

    /// <summary>Nothing is written.</summary>
    public sealed record Declined(DeclineReason Reason) : Decided;

    /// <summary>The site, or the booking's place, has changed since it was read: read again and decide again.</summary>
    public sealed record Outdated : Decided;
}

/// <summary>Runs a decision until it is one made from fresh facts.</summary>
internal sealed class Decisions(Store store, NetworkCache network)
{
    private const int MostTries = 12;

    /// <summary>Tries until the decision stands. <paramref name="decline"/> may return null to be asked again, with the number of tries so far.</summary>
    /// <exception cref="StoreException">The facts changed under every try: the caller may come again.</exception>
    public async Task<Executed<Answer>> Run(
        Command command,
        Func<int, Task<Func<Work, ValueTask<Decided>>>> prepare,
        Func<DeclineReason, int, Task<Answer?>> decline,
        CancellationToken stop)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var decide = await prepare(tries);
            switch (await Try(command, decide, stop))
            {
                case Executed<Decided>.Replayed(var answer):
                    return new Executed<Answer>.Replayed(answer);
                case Executed<Decided>.Mismatch:
                    return new Executed<Answer>.Mismatch();
                case Executed<Decided>.Fresh(Decided.Done(var answer), _):
                    return new Executed<Answer>.Fresh(answer, answer);
                case Executed<Decided>.Fresh(Decided.Outdated, _):
                    await network.Reload(stop);
                    break;
                case Executed<Decided>.Fresh(Decided.Declined(var reason), _):
                    if (await decline(reason, tries) is { } said)
                    {
                        var remembered = await store.Remember(command, said, stop);
                        return new Executed<Answer>.Fresh(remembered, remembered);
                    }

                    break;
                case var other:
                    throw new UnreachableException($"{other}");
            }
        }

        throw new StoreException("The place changed while it was being decided, again and again.");
    }

    /// <summary>A row that changed since it was read is read again; a place that only the database knew to be taken is taken all the same.</summary>
    private async Task<Executed<Decided>> Try(Command command, Func<Work, ValueTask<Decided>> decide, CancellationToken stop)
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
    }

    private static async ValueTask<(Decided, Answer?)> WithAnswer(ValueTask<Decided> deciding)
    {
        var decided = await deciding;
        return (decided, (decided as Decided.Done)?.Answer);
    }
}
