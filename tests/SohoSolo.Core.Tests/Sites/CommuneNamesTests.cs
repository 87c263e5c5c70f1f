using SohoSolo.Core.Sites;
using Xunit;

namespace SohoSolo.Core.Tests.Sites;

public sealed class CommuneNamesTests
{
    private static readonly Commune[] Communes =
    [
        Called("32119", "Éauze", 3900), Called("32160", "L'Isle-Jourdain", 9000), Called("32378", "Saint-Clar", 1000), Called("32379", "Sainte-Dode", 200), Called("32296", "Nogaro", 2000),
        Called("32159", "Isle-Bouzon", 200), Called("32001", "Bœuf-sur-Gers", 10),
    ];

    [Theory]
    [InlineData("eauze", "Éauze")]
    [InlineData("  ÉAUZE ", "Éauze")]
    [InlineData("l’isle jourdain", "L'Isle-Jourdain")]
    [InlineData("St Clar", "Saint-Clar")]
    [InlineData("ste-dode", "Sainte-Dode")]
    [InlineData("boeuf sur gers", "Bœuf-sur-Gers")]
    [InlineData("32296", "Nogaro")]
    [InlineData("isle", null)]
    [InlineData("", null)]
    public void A_commune_is_found_as_people_write_it(string typed, string? name) => Assert.Equal(name, CommuneNames.Find(typed, Communes)?.Name);

    [Theory]
    [InlineData("isle", new[] { "L'Isle-Jourdain", "Isle-Bouzon" })]
    [InlineData("nogarot", new[] { "Nogaro" })]
    [InlineData("eause", new[] { "Éauze" })]
    [InlineData("no", new string[0])]
    [InlineData("Toulouse", new string[0])]
    public void Half_a_name_or_a_slip_leads_to_those_that_may_be_meant(string typed, string[] names) => Assert.Equal(names, CommuneNames.Near(typed, Communes).Select(commune => commune.Name));

    private static Commune Called(string code, string name, int population) => new(code, name, "200066926", population, new GeoPoint(43.7, 0));
}
