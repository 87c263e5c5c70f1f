using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Keys;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>A link for somebody at the machine itself: for the first account, or where no mail is sent.</summary>
internal static class SignInCommand
{
    public const string Usage = "--member M";

    public static async Task<int> Run(CommandLine line, CancellationToken stop)
    {
        var options = Options.Read(line.Arguments, ["--member"], []);
        if (options.Problem is not null)
            return await line.Refuse(options.Problem);

        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        using var keys = await KeyLoading.Load(line.Settings, store, stop);
        var queries = new StoreQueries(store);
        if (await queries.Member(new MemberId(options["--member"]!), stop) is not { Status: MemberStatus.Active } member)
            return await line.Refuse($"--member {options["--member"]} is no active member.");

        var link = await new SignInKeeping(store, queries, keys, line.Settings, line.Clock).LinkFor(member, stop);
        await line.Out.WriteLineAsync(link.AbsoluteUri);
        return CommandTable.Good;
    }
}
