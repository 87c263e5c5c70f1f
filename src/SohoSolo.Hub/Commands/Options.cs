namespace SohoSolo.Hub.Commands;

/// <summary>A command's arguments of the form <c>--name value</c> (some may be repeated, some need no value), or what is wrong with them in one line.</summary>
internal sealed record Options(ILookup<string, string> Values, string? Problem)
{
    public string? this[string name] => Values[name].FirstOrDefault();

    public static Options Read(
        IReadOnlyList<string> arguments,
        IReadOnlyCollection<string> required,
        IReadOnlyCollection<string> optional,
        IReadOnlyCollection<string>? repeatable = null,
        IReadOnlyCollection<string>? flags = null)
    {
        var values = new List<(string Name, string Value)>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            var isFlag = flags?.Contains(name) == true;
            if (!isFlag && !required.Contains(name) && !optional.Contains(name))
                return Bad($"'{name}' is no option here; options are {string.Join(", ", required.Concat(optional).Concat(flags ?? []))}.");

            // An unset variable of a script comes as an empty word.
            if (!isFlag && (i + 1 == arguments.Count || arguments[i + 1] is "" || arguments[i + 1].StartsWith("--", StringComparison.Ordinal)))
                return Bad($"{name} needs a value.");

            if (repeatable?.Contains(name) != true && values.Exists(value => value.Name == name))
                return Bad($"{name} is given twice.");

            values.Add((name, isFlag ? "" : arguments[++i]));
        }

        var missing = required.Where(name => !values.Exists(value => value.Name == name)).ToList();
        return missing.Count > 0 ? Bad($"{string.Join(" and ", missing)} must be given.") : new Options(values.ToLookup(value => value.Name, value => value.Value), null);
    }

    public bool Has(string name) => Values.Contains(name);

    private static Options Bad(string problem) => new(Array.Empty<string>().ToLookup(name => name), problem);
}
