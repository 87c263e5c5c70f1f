global using Microsoft.Playwright;
global using SohoSolo.Testing;
global using Xunit;

// One browser on few cores: what is slow is then the page, not the neighbour.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(SohoSolo.Browser.Chromium))]
[assembly: AssemblyFixture(typeof(SohoSolo.Browser.DemoNetworks))]
[assembly: TestCollectionOrderer(typeof(SohoSolo.Browser.LastOfAll))]
