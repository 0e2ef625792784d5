"""Web archives through one pipe: pages in, a data set of documents, records and evidence out."""
