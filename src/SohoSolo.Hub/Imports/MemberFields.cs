using System.Text.RegularExpressions;
using SohoSolo.Core;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Imports;

/// <summary>How a member's particulars are read from text: the same for a file, a command and a request. An empty optional field reads as null.</summary>
internal static partial class MemberFields
{
    private const int LongestName = 120;
    private const int LongestEmail = 254;

    public static Field<string> Name(string written)
    {
        var name = written.Trim();
        if (Unseen.IsBlank(name))
        {
            return Field<string>.Bad("is needed", "missing");
        }

        if (name.Any(Unseen.Is))
        {
            return Field<string>.Bad("contains a control character", "control");
        }

        return name.Length > LongestName ? Field<string>.Bad($"is longer than {LongestName} characters", "too-long", $"{LongestName}") : Field<string>.Good(name);
    }

    public static Field<string> Email(string written)
    {
        var email = written.Trim();
        if (email.Length == 0)
        {
            return default;
        }

        return email.Length <= LongestEmail && EmailShape().IsMatch(email) ? Field<string>.Good(email) : Field<string>.Bad($"'{Short(email)}' is no e-mail address", "no-email", Short(email));
    }

    /// <summary>A French number as people write it, or any number with its country code; kept as E.164.</summary>
    public static Field<string> Phone(string written)
    {
        var digits = PhoneGaps().Replace(written, "");
        if (digits.Length == 0)
        {
            return default;
        }

        var e164 = digits switch
        {
            _ when digits.StartsWith("00", StringComparison.Ordinal) => "+" + digits[2..],
            _ when FrenchShape().IsMatch(digits) => "+33" + digits[1..],
            _ => digits,
        };
        return PhoneShape().IsMatch(e164) ? Field<string>.Good(e164) : Field<string>.Bad($"'{Short(written)}' is no phone number; write it like 05 62 00 00 00 or +33562000000", "no-phone", Short(written));
    }

    public static Field<string> Commune(string written, Network network)
    {
        var code = written.Trim();
        if (code.Length == 0)
        {
            return default;
        }

        return network.Communes.ContainsKey(code) ? Field<string>.Good(code) : Field<string>.Bad($"'{Short(code)}' is no INSEE code of the network's communes; for a home elsewhere give the country alone", "no-commune", Short(code));
    }

    public static Field<string> Country(string written)
    {
        var code = written.Trim().ToUpperInvariant();
        if (code.Length == 0)
        {
            return default;
        }

        return Countries.Contains(code) ? Field<string>.Good(code) : Field<string>.Bad($"'{Short(written)}' is no country code of two letters (ISO 3166-1), such as FR or ES", "no-country", Short(written));
    }

    public static Field<Role> Role(string written) => written.Trim().ToLowerInvariant() switch
    {
        "" or "member" or "membre" => Field<Role>.Good(Core.Members.Role.Member),
        "keeper" or "gardien" or "gardienne" => Field<Role>.Good(Core.Members.Role.Keeper),
        "chamber" or "chambre" => Field<Role>.Good(Core.Members.Role.Chamber),
        _ => Field<Role>.Bad($"'{Short(written)}' is no role; roles are member, keeper, chamber", "no-role", Short(written)),
    };

    /// <summary>Sites separated by spaces, commas, semicolons or bars, in any order; read in the order of their ids.</summary>
    public static Field<IReadOnlyList<SiteId>> Keeps(string written, Network network)
    {
        SiteId[] sites = [.. written.Split([' ', ',', ';', '|'], StringSplitOptions.RemoveEmptyEntries).Select(id => new SiteId(id)).Distinct().Order()];
        var unknown = sites.Where(site => !network.Sites.ContainsKey(site)).ToList();
        return unknown.Count == 0
            ? Field<IReadOnlyList<SiteId>>.Good(sites)
            : Field<IReadOnlyList<SiteId>>.Bad($"'{Short(unknown[0].Value)}' is no site of the network", "no-site", Short(unknown[0].Value));
    }

    /// <summary>What is wrong with particulars that are each right by themselves: the column, and why.</summary>
    public static (string Column, string Why)? Contradiction(string? commune, string? country, Role role, IReadOnlyList<SiteId> keeps) => (commune, country) switch
    {
        (null, null) => ("commune", "give the home commune's INSEE code, or the country of a home elsewhere"),
        (not null, not (null or "FR")) => ("country", $"{country} contradicts the French commune {commune}"),
        _ when role == Core.Members.Role.Keeper && keeps.Count == 0 => ("keeps", "a keeper needs at least one site to keep"),
        _ when role != Core.Members.Role.Keeper && keeps.Count > 0 => ("keeps", "only a keeper keeps sites"),
        _ => null,
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex(@"^[^\s@,;<>""\p{C}]{1,64}@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+$")]
    private static partial Regex EmailShape();

    [GeneratedRegex(@"[\s.\-()\u00A0\u202F]")]
    private static partial Regex PhoneGaps();

    [GeneratedRegex("^0[1-9][0-9]{8}$")]
    private static partial Regex FrenchShape();

    [GeneratedRegex(@"^\+[1-9][0-9]{7,14}$")]
    private static partial Regex PhoneShape();
}
