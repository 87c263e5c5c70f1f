using System.Globalization;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.People;

/// <summary>Which members the chamber looks for, as it stands in the address.</summary>
public sealed record PeopleFilter
{
    public string? Search { get; init; }

    /// <summary>SIREN of a community or INSEE code of a commune.</summary>
    public string? Home { get; init; }

    public MemberStatus? Status { get; init; }

    public Role? Role { get; init; }

    internal static PeopleFilter Of(Func<string, string?> read) => new()
    {
        Search = read("search"),
        Home = read("home"),
        Status = read("status") is { } status ? Words.Read<MemberStatus>(status) : null,
        Role = read("role") is { } role ? Words.Read<Role>(role) : null,
    };

    internal MemberFilter Narrow(Network network, int most, int skip = 0) => new()
    {
        Search = Search,
        Role = Role,
        Status = Status,
        Communes = Communes(network),
        Most = most,
        Skip = skip,
    };

    /// <summary>The same list's address, at a page of it.</summary>
    internal string At(string path, int page)
    {
        (string Name, string? Value)[] asked =
        [
            ("search", Search), ("home", Home), ("status", Status is { } status ? Words.Of(status) : null), ("role", Role is { } role ? Words.Of(role) : null),
            ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null),
        ];
        return $"{path}?{string.Join('&', asked.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"))}".TrimEnd('?');
    }

    private IReadOnlyCollection<string>? Communes(Network network) => Home switch
    {
        null => null,
        _ when network.Communities.ContainsKey(Home) => [.. network.Communes.Values.Where(commune => commune.Community == Home).Select(commune => commune.InseeCode)],
        _ => [Home],
    };
}
