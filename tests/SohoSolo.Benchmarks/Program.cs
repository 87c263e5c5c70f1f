using System.Globalization;
using SohoSolo.Benchmarks.Measuring;
using SohoSolo.Benchmarks.Parts;

var names = args.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToList();
var options = args.Skip(names.Count).Chunk(2).ToDictionary(pair => pair[0], pair => pair.Length == 2 ? pair[1] : "", StringComparer.Ordinal);
var parts = names is [] or ["all"] ? Part.All : [.. Part.All.Where(part => names.Contains(part.Name))];
if (parts.Count == 0 || (names is not ([] or ["all"]) && parts.Count != names.Count) || options.Keys.Except(["--rounds", "--seconds", "--clients"]).Any())
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/SohoSolo.Benchmarks -- [all|PART…] [--rounds 3] [--seconds 5] [--clients 1,8,32]");
    foreach (var part in Part.All)
        Console.Error.WriteLine($"  {part.Name,-14} {part.Says}");

    return 2;
}

var seconds = Option("--seconds", 5);
var clients = options.GetValueOrDefault("--clients", "1,8,32").Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture));
var effort = new Effort(Option("--rounds", 3), TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(2 * seconds), [.. clients]);
Console.WriteLine(Machine.Describe());
Console.WriteLine($"Medians of {effort.Rounds} rounds of {effort.Round.TotalSeconds:0} s, clients on the same machine.\n");
foreach (var part in parts)
    await part.Run(effort, Console.Out);

return 0;

int Option(string name, int otherwise) => options.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
