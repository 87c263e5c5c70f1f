namespace SohoSolo.Hub.Commands;

/// <summary>A command's arguments of the form <c>--name value</c>, or what is wrong with them in one line.</summary>
internal sealed record Options(IReadOnlyDictionary<string, string> Values, string? Problem)
{
    public string? this[string name] => Values.GetValueOrDefault(name);

    public static Options Read(IReadOnlyList<string> arguments, IReadOnlyCollection<string> required, IReadOnlyCollection<string> optional)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            if (!required.Contains(name) && !optional.Contains(name))
                return Bad($"'{name}' is no option here; options are {string.Join(", ", required.Concat(optional))}.");

            if (i + 1 == arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
                return Bad($"{name} needs a value.");

            if (!values.TryAdd(name, arguments[i + 1]))
                return Bad($"{name} is given twice.");
        }

        var missing = required.Where(name => !values.ContainsKey(name)).ToList();
        return missing.Count > 0 ? Bad($"{string.Join(" and ", missing)} must be given.") : new Options(values, null);
    }

    private static Options Bad(string problem) => new(new Dictionary<string, string>(), problem);
}
