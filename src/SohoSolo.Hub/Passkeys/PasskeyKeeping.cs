using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using SohoSolo.Core;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Deciding;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Passkeys;

/// <summary>The use case of the keys that a member signs in with: hers to add, to name and to take away.</summary>
internal sealed class PasskeyKeeping(Decisions decisions, StoreQueries queries, TimeProvider clock)
{
    public const int Most = 10;
    public const int LongestName = 60;

    /// <summary>What a device says of how it can be reached is repeated to it, and read by nobody else.</summary>
    private const int MostTransports = 8;

    private static readonly Problem Unknown = Problems.NotFound("There is no such passkey.");

    private static readonly Problem TooMany = new(StatusCodes.Status422UnprocessableEntity, "too-many-passkeys", $"A member has at most {Most} passkeys: remove one first.");

    private static readonly Problem Known = new(StatusCodes.Status409Conflict, "passkey-known", "This passkey is registered already.");

    private static readonly Problem NoName = new(StatusCodes.Status422UnprocessableEntity, "passkey-name", $"A passkey's name has 1 to {LongestName} characters.");

    public Task<Executed<Answer>> Add(MemberId member, UserPasskeyInfo made, string name, Command command, CancellationToken stop)
    {
        var key = new Passkey
        {
            Id = Ids.Next(),
            Member = member,
            Credential = Base64Url.EncodeToString(made.CredentialId),
            PublicKey = Base64Url.EncodeToString(made.PublicKey),
            SignCount = made.SignCount,
            Transports = Transports(made.Transports),
            IsBackupEligible = made.IsBackupEligible,
            IsBackedUp = made.IsBackedUp,
            Name = name,
            MadeAt = clock.GetUtcNow(),
        };
        return OfHers(member, command, (work, keys) => keys.Count >= Most ? TooMany : IsName(name) ? Do(() => work.Put(null, key, "added")) : NoName, stop);
    }

    public Task<Executed<Answer>> Rename(MemberId member, string id, string name, Command command, CancellationToken stop) => OfHers(
        member,
        command,
        (work, keys) => keys.FirstOrDefault(key => key.Id == id) is not { } key ? Unknown
            : IsName(name) ? Do(() => work.Put(key, key with { Version = key.Version + 1, Name = name }, "renamed"))
            : NoName,
        stop);

    public Task<Executed<Answer>> Remove(MemberId member, string id, Command command, CancellationToken stop) => OfHers(
        member, command, (work, keys) => keys.FirstOrDefault(key => key.Id == id) is { } key ? Do(() => work.Remove(key)) : Unknown, stop);

    public static string[] Transports(string stored) => stored.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private static string Transports(string[]? said) =>
        string.Join(',', (said ?? []).Where(word => word.Length is > 0 and <= 20 && word.All(letter => char.IsAsciiLetterLower(letter) || letter == '-')).Take(MostTransports));

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && !name.Any(char.IsControl);

    private static Problem? Do(Action put)
    {
        put();
        return null;
    }

    /// <summary>Under the member's lock; where one of her keys has changed since it was read, the database says so and it is decided again.</summary>
    private Task<Executed<Answer>> OfHers(MemberId member, Command command, Func<Work, IReadOnlyList<Passkey>, Problem?> decide, CancellationToken stop) => decisions.Run(
        command,
        async _ =>
        {
            var keys = await queries.Passkeys(member, stop);
            return async work =>
            {
                await work.Lock(new Scope { Members = [member] });
                return decide(work, keys) is { } problem ? new Decided.Refused(problem) : new Decided.Done(Answers.NoContent);
            };
        },
        (reason, _) => throw new System.Diagnostics.UnreachableException($"Only bookings are declined, not this: {reason}."),
        stop,
        taken: Known);
}
