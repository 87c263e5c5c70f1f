using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage.Schema;

/// <summary>One embedded schema script, <c>NNN-what.sql</c>: its number is the schema's version; <c>what</c> may be the engine that alone runs it.</summary>
internal sealed record Script(int Version, string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>In the order in which they run: by version, what both engines share before what is one engine's own.</summary>
    public static IReadOnlyList<Script> Of(Dialect dialect)
    {
        var other = dialect.IsPostgres ? Dialect.Sqlite : Dialect.Postgres;
        return [.. All().Where(script => !script.Belongs(other)).OrderBy(script => script.Version).ThenBy(script => script.Belongs(dialect))];
    }

    private bool Belongs(Dialect dialect) => Name.EndsWith($"-{dialect.Name}.sql", StringComparison.Ordinal);

    private static IEnumerable<Script> All()
    {
        const string folder = ".Schema.";
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[(resource.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..];
            yield return new Script(int.Parse(name.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
