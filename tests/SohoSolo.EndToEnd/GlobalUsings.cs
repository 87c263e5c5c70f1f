global using SohoSolo.Testing;
global using Xunit;

// Real processes on few cores: one test at a time, so that a race is between the requests of one test.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(SohoSolo.EndToEnd.Networks))]
