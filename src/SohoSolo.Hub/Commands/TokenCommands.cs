using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Deciding;
using SohoSolo.Hub.Identity;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Commands;

/// <summary>Makes bearer tokens at the machine itself: how the first account gets in.</summary>
internal static class TokenCommands
{
    private const int LongestName = 80;

    private static readonly string[] Required = ["--member", "--role", "--expires"];
    private static readonly string[] Optional = ["--name", "--scopes"];
    private static readonly string[] Scopes = [Doorkeeper.Read, Doorkeeper.Write];
    private static readonly string[] InstantFormats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>Prints the token alone on its line, this once: what is stored is its hash.</summary>
    public static async Task<int> Create(CommandLine line, CancellationToken stop)
    {
        var options = Options.Read(line.Arguments, Required, Optional);
        if (options.Problem is not null)
            return await line.Refuse(options.Problem);

        var now = line.Clock.GetUtcNow();
        var secret = TokenHash.NewToken();
        var (token, why) = Draft(options, secret, now);
        if (token is null)
            return await line.Refuse(why!);

        await using var store = await Store.Open(line.Settings.Database, line.Clock, stop);
        var executed = await store.Execute(SystemCommand.Named("token create", now), work => Make(work, token), stop);
        if (executed is Executed<string?>.Fresh({ } refusal, _))
            return await line.Refuse(refusal);

        await line.Out.WriteLineAsync(secret);
        await line.Error.WriteLineAsync("Keep this token: it is not stored and cannot be shown again.");
        return CommandTable.Good;
    }

    private static async ValueTask<(string? Refusal, Answer? Answer)> Make(Work work, AccessToken token)
    {
        var facts = await work.Lock(new Scope { Members = [token.Member] });
        var refusal = facts.Members.GetValueOrDefault(token.Member)?.Member switch
        {
            null => $"--member: there is no member {token.Member}.",
            { Status: not MemberStatus.Active } => $"--member: {token.Member} is not active.",
            var member when token.Role > member.Role => $"--role: {token.Member} is {Word(member.Role)} and no more.",
            _ => null,
        };
        if (refusal is not null)
            return (refusal, null);

        work.Put(token, "made");
        return (null, SystemCommand.Done);
    }

    private static (AccessToken? Token, string? Why) Draft(Options options, string secret, DateTimeOffset now)
    {
        var role = MemberFields.Role(options["--role"]!);
        if (role.Why is not null)
            return (null, $"--role: {role.Why}.");

        if (!DateTimeOffset.TryParseExact(options["--expires"], InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var expires))
            return (null, $"--expires: '{options["--expires"]}' is no day such as 2027-01-01.");

        if (expires <= now)
            return (null, $"--expires: {options["--expires"]} has passed.");

        var scopes = (options["--scopes"] ?? string.Join(',', Scopes)).Split(',', StringSplitOptions.TrimEntries).Distinct().ToList();
        if (scopes.Find(scope => !Scopes.Contains(scope)) is { } strange)
            return (null, $"--scopes: '{strange}' is no scope; scopes are {string.Join(", ", Scopes)}.");

        var name = options["--name"] ?? "made at the machine";
        if (name.Length > LongestName || name.Any(char.IsControl))
            return (null, $"--name: is longer than {LongestName} characters, or has a control character.");

        return (new AccessToken
        {
            Id = Ids.Next(),
            Hash = TokenHash.Of(secret),
            Member = new MemberId(options["--member"]!),
            Role = role.Value,
            Scopes = scopes,
            Name = name,
            MadeAt = now,
            ExpiresAt = expires,
        }, null);
    }

    private static string Word(Role role) => role.ToString().ToLowerInvariant();
}
