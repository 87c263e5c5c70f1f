using System.Globalization;
using SohoSolo.Core;
using SohoSolo.Core.Sites;
using SohoSolo.Hub.Imports;
using SohoSolo.Storage;

namespace SohoSolo.Hub.Demo;

/// <summary>
/// The Gers as the project's own data files give it. The files ship with the program, so anything wrong in them is a broken
/// installation and stops it with the file, the line and the reason.
/// </summary>
internal sealed record ReferenceData(IReadOnlyList<SeedCommunity> Communities, IReadOnlyList<SeedCommune> Communes, IReadOnlyList<SiteDraft> Sites)
{
    private static readonly CsvColumns CommunityColumns = new(
        ["siren", "name", "type"],
        ["source_name", "population", "communes", "population_gers", "communes_gers", "departments", "cross_border"],
        new Dictionary<string, string>(StringComparer.Ordinal));

    private static readonly CsvColumns CommuneColumns = new(
        ["insee_code", "name", "postal_codes", "population", "epci_siren", "lat", "lon"],
        ["epci_name", "area_km2"],
        new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Where the files lie beside the built program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "data");

    public static ReferenceData Read(string folder)
    {
        var communities = Rows(folder, "epci-32.csv", CommunityColumns).Select(row => new SeedCommunity(new Community(row["siren"], row["name"]), row["type"])).ToList();
        var sirens = communities.Select(row => row.Community.Siren).ToHashSet(StringComparer.Ordinal);
        var communes = Rows(folder, "communes-32.csv", CommuneColumns).Select(row => CommuneOf(row, sirens)).ToList();
        return new ReferenceData(communities, communes, ReadSites(folder, communes));
    }

    /// <summary>Loads communities and communes into a database that has none; does nothing in any other.</summary>
    public static async Task EnsureLoaded(Store store, TimeProvider clock, CancellationToken stop)
    {
        if ((await new StoreQueries(store).Network(stop)).Communes.Count > 0)
            return;

        var data = Read(Folder);
        await new StoreMaintenance(store).Seed(new SeedData { At = clock.GetUtcNow(), Communities = data.Communities, Communes = data.Communes }, stop);
    }

    private static SeedCommune CommuneOf(CsvRow row, HashSet<string> sirens)
    {
        if (!sirens.Contains(row["epci_siren"]))
            throw Broken("communes-32.csv", new ImportRejection(row.Line, "epci_siren", $"'{row["epci_siren"]}' is not in epci-32.csv"));

        if (!int.TryParse(row["population"], NumberStyles.None, CultureInfo.InvariantCulture, out var population))
            throw Broken("communes-32.csv", new ImportRejection(row.Line, "population", $"'{row["population"]}' is no number"));

        var centre = SiteFields.Location(row["lat"], row["lon"]);
        if (centre.Why is not null)
            throw Broken("communes-32.csv", new ImportRejection(row.Line, "lat", centre.Why));

        return new SeedCommune(new Commune(row["insee_code"], row["name"], row["epci_siren"], population, centre.Value), row["postal_codes"]);
    }

    private static IReadOnlyList<SiteDraft> ReadSites(string folder, List<SeedCommune> communes)
    {
        using var file = Open(folder, "sites.csv");
        var plan = SiteCsv.Read(file, communes.ToDictionary(row => row.Commune.InseeCode, row => row.Commune, StringComparer.Ordinal), new HashSet<SiteId>());
        return plan.IsClean ? plan.Accepted : throw Broken("sites.csv", plan.Rejections[0]);
    }

    private static IReadOnlyList<CsvRow> Rows(string folder, string name, CsvColumns columns)
    {
        using var file = Open(folder, name);
        var sheet = CsvSheet.Read(file, columns);
        return sheet.IsClean ? sheet.Accepted : throw Broken(name, sheet.Rejections[0]);
    }

    private static FileStream Open(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? File.OpenRead(path) : throw new InvalidDataException($"The data file {path} is missing; it is part of the program.");
    }

    private static InvalidDataException Broken(string file, ImportRejection rejection) => new($"data/{file}, {rejection}");
}
