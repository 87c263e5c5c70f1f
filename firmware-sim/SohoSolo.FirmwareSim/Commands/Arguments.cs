using System.Globalization;

namespace SohoSolo.FirmwareSim.Commands;

/// <summary>A command's arguments, each <c>--name value</c>. What is wrong with them is said in one line.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private Arguments()
    {
    }

    /// <summary><see cref="BadUseException"/> when something is no option of the command, or has no value.</summary>
    public static Arguments Read(IReadOnlyList<string> words, params string[] options)
    {
        var read = new Arguments();
        for (var i = 0; i < words.Count; i += 2)
        {
            var name = words[i];
            if (!options.Contains(name))
                throw new BadUseException($"'{name}' is no option here; options are {string.Join(", ", options)}.");
            if (i + 1 == words.Count)
                throw new BadUseException($"{name} needs a value.");

            read.values[name] = words[i + 1];
        }

        return read;
    }

    public string? this[string name] => values.GetValueOrDefault(name);

    public string Text(string name, string otherwise) => this[name] ?? otherwise;

    public string Required(string name) => this[name] ?? throw new BadUseException($"{name} must be given.");

    public int Whole(string name, int otherwise, int least, int most)
    {
        if (this[name] is not { } text)
            return otherwise;

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new BadUseException($"{name} is a whole number from {least} to {most}, not '{text}'.");
    }

    public double Real(string name, double otherwise, double least, double most)
    {
        if (this[name] is not { } text)
            return otherwise;

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new BadUseException(FormattableString.Invariant($"{name} is a number from {least} to {most}, not '{text}'."));
    }

    public IReadOnlyList<string> List(string name) => this[name]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public Uri Address(string name, string otherwise) =>
        Uri.TryCreate(Text(name, otherwise), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new BadUseException($"{name} is an address such as {otherwise}.");
}

/// <summary>The program was called wrongly: one line, and exit code 2.</summary>
internal sealed class BadUseException(string message) : Exception(message);
