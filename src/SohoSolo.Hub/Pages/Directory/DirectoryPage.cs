using System.Globalization;
using Microsoft.Extensions.Localization;
using SohoSolo.Core.Members;
using SohoSolo.Hub.Api;
using SohoSolo.Hub.Demo;
using SohoSolo.Hub.Maps;
using SohoSolo.Hub.Pages.Shell;
using SohoSolo.Hub.Sites;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Pages.Directory;

/// <summary>The members who chose to be found by others.</summary>
internal sealed class DirectoryPage(StoreQueries queries, NetworkCache cache, RegionMap map, IStringLocalizer<DirectoryText> words)
{
    /// <summary>So many cards on one page.</summary>
    public const int Most = 48;

    private const int LongestText = 100;

    public async Task<IResult> Show(Visit visit)
    {
        var network = await cache.Get(visit.Stop);
        var listed = (await queries.InDirectory(visit.Stop)).Select(known => Listing.Of(known.Member, known.Consent, network.Communes)).OfType<Listing>().ToList();
        var wish = Asked(visit, network);
        var skip = int.TryParse(visit.Asked("skip"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var found = DirectorySearch.Find(listed, wish, trade => DirectoryWords.Of(words, trade));
        return visit.Show<DirectoryView, DirectoryModel>(new DirectoryModel
        {
            Wish = wish,
            Listed = listed.Count,
            Found = found,
            Skip = skip,
            Choices = Choices(listed, network),
            Where = DirectoryMap.Of(map, found, wish, network, words),
            IsListed = listed.Exists(listing => listing.Id == visit.Caller.Member),
        });
    }

    /// <summary>What is no choice of ours is none: whoever changed the address by hand gets everybody.</summary>
    private static DirectoryWish Asked(Visit visit, Network network)
    {
        var (where, text) = (visit.Asked("where") ?? "", visit.Asked("q")?.Trim());
        return new DirectoryWish
        {
            Trade = Words.Read<Trade>(visit.Asked("trade")),
            Language = Words.Read<Tongue>(visit.Asked("language")),
            Community = network.Communities.ContainsKey(where) ? where : null,
            Commune = network.Communes.ContainsKey(where) ? where : null,
            Text = text is { Length: > 0 } ? text[..Math.Min(text.Length, LongestText)] : null,
        };
    }

    private static DirectoryChoices Choices(List<Listing> listed, Network network) => new(
        [.. listed.Select(listing => listing.Trade).OfType<Trade>().Distinct()],
        [.. listed.SelectMany(listing => listing.Languages).Distinct()],
        [.. listed
            .Select(listing => listing.Home)
            .OfType<Core.Sites.Commune>()
            .Distinct()
            .GroupBy(home => home.Community)
            .Select(homes => new CommunityChoice(network.Communities[homes.Key], [.. homes.OrderBy(home => home.Name, StringComparer.CurrentCulture)]))
            .OrderBy(choice => choice.Community.Name, StringComparer.CurrentCulture)]);
}

internal static class DirectoryRoutes
{
    /// <summary>The file is part of the program and the same for every hub in it.</summary>
    private static readonly Lazy<RegionMap> Gers = new(() => RegionMap.Read(ReferenceData.Folder));

    public static IServiceCollection AddDirectory(this IServiceCollection services) => services.AddSingleton(_ => Gers.Value).AddSingleton<DirectoryPage>();

    public static void MapDirectory(this IEndpointRouteBuilder routes) => routes.Page("/directory", Access.Member, routes.Feature<DirectoryPage>().Show);
}
