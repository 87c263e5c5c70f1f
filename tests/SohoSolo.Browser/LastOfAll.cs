using Xunit.Sdk;
using Xunit.v3;

namespace SohoSolo.Browser;

/// <summary>What leaves the demo full of bad words comes after everybody who reads in it: so that all can share one.</summary>
public sealed class LastOfAll : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName.Contains(nameof(Security.StoredScriptTests), StringComparison.Ordinal))];
}
