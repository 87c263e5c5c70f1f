using System.Text.RegularExpressions;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>The first accounts of a network, made at the machine itself. They work beside a running hub.</summary>
internal static partial class MemberCommands
{
    private static readonly string[] Required = ["--name", "--email"];
    private static readonly string[] Optional = ["--phone", "--commune", "--country", "--role", "--keeps", "--id"];

    /// <summary>Prints the new member's id alone on its line.</summary>
    public static async Task<int> Create(CommandLine line, CancellationToken stop)
    {
        var options = Options.Read(line.Arguments, Required, Optional);
        if (options.Problem is not null)
            return await line.Refuse(options.Problem);

        var id = new MemberId(options["--id"] ?? Ids.Next());
        if (!IdShape().IsMatch(id.Value))
            return await line.Refuse($"--id is made of small letters, digits and hyphens, 64 at most; '{id}' is not.");

        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        await ReferenceData.EnsureLoaded(store, line.Clock, stop);
        var queries = new StoreQueries(store);
        var (draft, why) = Draft(options, await queries.Network(stop));
        if (draft is null)
            return await line.Refuse(why!);

        if ((await EmailBook.Taken(queries, [draft], stop)).Count > 0)
            return await line.Refuse($"--email {draft.Email} belongs to a member already.");

        if (!await Made(store, draft, id, line.Clock.GetUtcNow(), stop))
            return await line.Refuse($"--id {id} is a member's already.");

        await line.Out.WriteLineAsync(id.Value);
        return CommandTable.Good;
    }

    private static async Task<bool> Made(Store store, MemberDraft draft, MemberId id, DateTimeOffset now, CancellationToken stop)
    {
        var made = await store.Execute(SystemCommand.Named("member create", now), work => Make(work, draft, id), stop);
        return made is Executed<bool>.Fresh(true, _);
    }

    private static async ValueTask<(bool Made, Answer? Answer)> Make(Work work, MemberDraft draft, MemberId id)
    {
        var facts = await work.Lock(new Scope { Members = [id] });
        if (facts.Members.GetValueOrDefault(id) is not null)
            return (false, null);

        work.Put(null, draft.ToMember(id, work.Command.At), "made");
        return (true, SystemCommand.Done);
    }

    private static (MemberDraft? Draft, string? Why) Draft(Options options, Network network)
    {
        var name = MemberFields.Name(options["--name"]!);
        var email = MemberFields.Email(options["--email"]!);
        var phone = MemberFields.Phone(options["--phone"] ?? "");
        var commune = MemberFields.Commune(options["--commune"] ?? "", network);
        var country = MemberFields.Country(options["--country"] ?? (commune.Value is null ? "FR" : ""));
        var role = MemberFields.Role(options["--role"] ?? "");
        var keeps = MemberFields.Keeps(options["--keeps"] ?? "", network);
        (string Option, string? Why)[] found =
        [
            ("--name", name.Why),
            ("--email", email.Why ?? (email.Value is null ? "is needed" : null)),
            ("--phone", phone.Why),
            ("--commune", commune.Why),
            ("--country", country.Why),
            ("--role", role.Why),
            ("--keeps", keeps.Why),
        ];
        if (Array.Find(found, one => one.Why is not null) is { Why: { } why } wrong)
            return (null, $"{wrong.Option}: {why}.");

        if (MemberFields.Contradiction(commune.Value, country.Value, role.Value, keeps.Value!) is var (column, contradiction))
            return (null, $"--{column}: {contradiction}.");

        return (new MemberDraft(name.Value!, email.Value, phone.Value, commune.Value, country.Value, role.Value, keeps.Value!), null);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$")]
    private static partial Regex IdShape();
}
