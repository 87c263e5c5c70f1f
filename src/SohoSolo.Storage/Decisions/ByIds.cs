using SohoSolo.Storage.Engines;

namespace SohoSolo.Storage;

/// <summary>
/// One statement in two forms: for a single id and for several. Most decisions are about one member and one space, and a server that compares
/// with one value plans once and goes by the index; for an array whose length it does not know it plans anew every time, or for too many.
/// </summary>
internal sealed record ByIds(string One, string Many)
{
    /// <param name="dialect">How a list is compared with.</param>
    /// <param name="text">The statement, given what follows the column.</param>
    public static ByIds Of(Dialect dialect, Func<string, string> text) => new(text("= $1"), text(dialect.In("$1")));

    public string For(string[] ids) => ids.Length == 1 ? One : Many;

    /// <summary>The ids as the form's first value.</summary>
    public static Value Which(string[] ids) => ids.Length == 1 ? ids[0] : ids;
}
