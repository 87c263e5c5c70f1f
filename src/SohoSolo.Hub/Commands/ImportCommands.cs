using SohoSolo.Core;
using SohoSolo.Core.Bookings;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Doors;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>Brings members or sites in from a CSV file: all of it in one transaction, or nothing but a line for each row that is wrong.</summary>
internal static class ImportCommands
{
    private const string SkipRejected = "--skip-rejected";

    public static Task<int> Members(CommandLine line, CancellationToken stop) => Run(line, "import-members", "members", ReadMembers, PutMembers, stop);

    public static Task<int> Sites(CommandLine line, CancellationToken stop) => Run(line, "import-sites", "sites", ReadSites, PutSites, stop);

    private static async Task<int> Run<T>(
        CommandLine line,
        string name,
        string things,
        Func<Stream, StoreQueries, CancellationToken, Task<ImportPlan<T>>> read,
        Func<Work, IReadOnlyList<T>, ValueTask> put,
        CancellationToken stop)
    {
        if (line.Arguments is not ([_] or [_, SkipRejected]))
            return await CommandTable.Misused(line, name);

        if (!File.Exists(line.Arguments[0]))
            return await line.Refuse($"There is no file {line.Arguments[0]}.");

        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        await ReferenceData.EnsureLoaded(store, line.Clock, stop);
        await using var file = File.OpenRead(line.Arguments[0]);
        var plan = await read(file, new StoreQueries(store), stop);
        foreach (var rejection in plan.Rejections)
            await line.Out.WriteLineAsync(rejection.ToString());

        if (!plan.IsClean && line.Arguments.Count == 1)
        {
            await line.Out.WriteLineAsync($"Nothing imported. Mend the file, or leave the rejected lines out with {SkipRejected}.");
            return CommandTable.Found;
        }

        try
        {
            await store.Execute(SystemCommand.Named(name, line.Clock.GetUtcNow()), work => Commit(work, plan.Accepted, put), stop);
        }
        catch (TakenException)
        {
            await line.Out.WriteLineAsync("Nothing imported: somebody else took an e-mail address or a site's id meanwhile. Try again.");
            return CommandTable.Found;
        }

        await line.Out.WriteLineAsync($"Imported {plan.Accepted.Count} {things}.");
        return plan.IsClean ? CommandTable.Good : CommandTable.Found;
    }

    private static async ValueTask<(int, Answer?)> Commit<T>(Work work, IReadOnlyList<T> accepted, Func<Work, IReadOnlyList<T>, ValueTask> put)
    {
        await put(work, accepted);
        return (accepted.Count, SystemCommand.Done);
    }

    private static async Task<ImportPlan<MemberDraft>> ReadMembers(Stream file, StoreQueries queries, CancellationToken stop)
    {
        var plan = MemberCsv.Read(file, await queries.Network(stop));
        return plan.Against(await EmailBook.Taken(queries, plan.Accepted, stop));
    }

    private static ValueTask PutMembers(Work work, IReadOnlyList<MemberDraft> drafts)
    {
        foreach (var draft in drafts)
            work.Put(null, draft.ToMember(new MemberId(Ids.Next()), work.Command.At), "made");

        return ValueTask.CompletedTask;
    }

    private static async Task<ImportPlan<SiteDraft>> ReadSites(Stream file, StoreQueries queries, CancellationToken stop)
    {
        var network = await queries.Network(stop);
        return SiteCsv.Read(file, network.Communes, network.Sites.Keys.ToHashSet());
    }

    /// <summary>The rules of a new site are the network's: they are not stored with it.</summary>
    private static ValueTask PutSites(Work work, IReadOnlyList<SiteDraft> drafts)
    {
        foreach (var draft in drafts)
        {
            var site = draft.ToTelecentre(new BookingRules());
            work.Put(null, site, "made");
            work.Put(null, Entrance.Of(site.Id), "made");
        }

        return ValueTask.CompletedTask;
    }
}
